import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerSession } from "smtp-server";

/**
 * What the server does with a mail: takes it; holds it until `release()`; refuses the recipient for now (451) or for good
 * (550); refuses the text for now (452) or for good (554); cuts the connection before, or after, having taken the text.
 */
type SmtpMode =
  | "accept"
  | "hold"
  | "recipient 451"
  | "recipient 550"
  | "text 452"
  | "text 554"
  | "cut before"
  | "cut after";

export type ReceivedMail = { from: string; recipients: string[]; messageId: string; raw: string; parsed: ParsedMail };

export type TestSmtp = {
  url: string;
  /** Mails that were taken, in their order; a mail taken twice is here twice. */
  mails: ReceivedMail[];
  /** Connections opened so far. */
  readonly connections: number;
  /** Decides per recipient; all are accepted unless told. */
  answer: (recipient: string) => SmtpMode;
  /** Lets the mails go on that are held, and holds no more. */
  release(): void;
  /** Waits until something holds; looked at whenever a mail was taken or begins to be held. */
  until(condition: (smtp: TestSmtp) => boolean): Promise<void>;
  /** Mails held now. */
  readonly held: number;
  close(): Promise<void>;
};

type Options = { user?: string; password?: string };

/** A real mail server on a free port of loopback. */
export async function startSmtp({ user, password }: Options = {}): Promise<TestSmtp> {
  const state = { connections: 0, held: 0 };
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watch of watchers) watch();
  };
  let release = () => {};
  let released = new Promise<void>((done) => {
    release = done;
  });

  const server = new SMTPServer({
    authOptional: !user,
    disabledCommands: user ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onAuth(auth, _session, callback) {
      if (auth.username === user && auth.password === password) callback(null, { user: auth.username });
      else callback(new Error("Wrong user or password"));
    },
    onConnect(_session, callback) {
      state.connections += 1;
      callback();
    },
    onRcptTo(address, _session, callback) {
      const mode = smtp.answer(address.address);
      if (mode === "recipient 451") callback(refusal(451, "Try again later"));
      else if (mode === "recipient 550") callback(refusal(550, "No such user"));
      else callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        void take(Buffer.concat(chunks).toString("utf8"), session).then((error) => {
          if (error !== "cut") callback(error);
        });
      });
    },
  });
  server.on("error", () => {});

  async function take(raw: string, session: SMTPServerSession): Promise<Error | null | "cut"> {
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    const mode = smtp.answer(recipients[0]!);
    if (mode === "hold") {
      state.held += 1;
      changed();
      await released;
      state.held -= 1;
    }
    if (mode === "text 452") return refusal(452, "Mailbox full");
    if (mode === "text 554") return refusal(554, "Message refused");
    if (mode === "cut before") return cut(session);
    const parsed = await simpleParser(raw);
    const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
    smtp.mails.push({ from, recipients, messageId: parsed.messageId ?? "", raw, parsed });
    changed();
    return mode === "cut after" ? cut(session) : null;
  }

  function cut(session: SMTPServerSession): "cut" {
    const all = server.connections as unknown as Set<{ session: SMTPServerSession; _socket: { destroy(): void } }>;
    for (const connection of all) if (connection.session === session) connection._socket.destroy();
    return "cut";
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.server.address() as AddressInfo;
  const smtp: TestSmtp = {
    url: `smtp://${user ? `${encodeURIComponent(user)}:${encodeURIComponent(password ?? "")}@` : ""}127.0.0.1:${port}`,
    mails: [],
    answer: () => "accept",
    get connections() {
      return state.connections;
    },
    get held() {
      return state.held;
    },
    release() {
      smtp.answer = () => "accept";
      release();
      released = new Promise((done) => {
        release = done;
      });
    },
    until(condition) {
      return new Promise((done) => {
        const watch = () => {
          if (!condition(smtp)) return;
          watchers.delete(watch);
          done();
        };
        watchers.add(watch);
        watch();
      });
    },
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
  return smtp;
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
