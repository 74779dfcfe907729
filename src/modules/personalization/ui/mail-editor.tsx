"use client";

import { EditorContent, useEditor, useEditorState } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { Bold, Heading, Italic, Link2, List, ListOrdered, Plus, Redo2, Underline, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "@/shared/ui/button";
import { FormField } from "@/shared/ui/form-field";
import { DropdownMenu } from "@/shared/ui/menu";
import { type MailDoc, textDoc } from "../domain/mail-text";
import { LinkDialog } from "./link-dialog";
import { essentialsNode, FlatListItem, variableNode } from "./mail-nodes";

type Props = {
  body: MailDoc;
  variables: { name: string; label: string }[];
  essentials: "link" | "parts" | "none";
  error?: ReactNode;
  readOnly: boolean;
  onChange: (body: MailDoc) => void;
  /** Puts a variable into the subject. */
  onSubject: (name: string) => void;
};

/** The body of a mail, written as in any mail program: bold, lists, links, and the mail's values as chips. */
export function MailEditor({ body, variables, essentials, error, readOnly, onChange, onSubject }: Props) {
  const t = useTranslations("personalization.editor");
  const [linking, setLinking] = useState(false);
  const editor = useEditor({
    immediatelyRender: false,
    injectCSS: false,
    editable: !readOnly,
    content: body,
    extensions: [
      StarterKit.configure({
        blockquote: false,
        code: false,
        codeBlock: false,
        heading: { levels: [1] },
        horizontalRule: false,
        listItem: false,
        strike: false,
        link: { openOnClick: false, autolink: false, protocols: ["http", "https", "mailto"] },
      }),
      FlatListItem,
      variableNode((name) => variables.find((one) => one.name === name)?.label ?? name),
      essentialsNode(t(essentials === "link" ? "essentialsLink" : "essentialsParts")),
    ],
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": t("body"),
        class: "mail-body field min-h-72",
        dir: "auto",
      },
    },
    onUpdate: ({ editor: changed }) => {
      const doc = cleaned(changed.getJSON());
      if (doc) onChange(doc);
    },
  });
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now?.isActive("bold") ?? false,
      italic: now?.isActive("italic") ?? false,
      underline: now?.isActive("underline") ?? false,
      heading: now?.isActive("heading") ?? false,
      bulletList: now?.isActive("bulletList") ?? false,
      orderedList: now?.isActive("orderedList") ?? false,
      link: now?.isActive("link") ?? false,
      undo: now?.can().undo() ?? false,
      redo: now?.can().redo() ?? false,
      essentials: now ? JSON.stringify(now.getJSON()).includes('"essentials"') : true,
    }),
  });
  const run = () => editor?.chain().focus();
  const tool = (name: keyof NonNullable<typeof state>, icon: ReactNode, act: () => void) => (
    <IconButton size="sm" label={t(name as "bold")} icon={icon} aria-pressed={state?.[name] ?? false} onClick={act} />
  );
  return (
    <FormField kind="group" name="body" label={t("body")} required error={error}>
      {readOnly ? null : (
        <div role="toolbar" aria-label={t("tools")} className="mb-1.5 flex flex-wrap items-center gap-1">
          {tool("bold", <Bold />, () => run()?.toggleBold().run())}
          {tool("italic", <Italic />, () => run()?.toggleItalic().run())}
          {tool("underline", <Underline />, () => run()?.toggleUnderline().run())}
          {tool("heading", <Heading />, () => run()?.toggleHeading({ level: 1 }).run())}
          {tool("bulletList", <List />, () => run()?.toggleBulletList().run())}
          {tool("orderedList", <ListOrdered />, () => run()?.toggleOrderedList().run())}
          {tool("link", <Link2 />, () => (state?.link ? run()?.unsetLink().run() : setLinking(true)))}
          <IconButton
            size="sm"
            label={t("undo")}
            icon={<Undo2 />}
            disabled={!state?.undo}
            onClick={() => run()?.undo().run()}
          />
          <IconButton
            size="sm"
            label={t("redo")}
            icon={<Redo2 />}
            disabled={!state?.redo}
            onClick={() => run()?.redo().run()}
          />
          <DropdownMenu
            align="start"
            items={variables.map(({ name, label }) => ({
              label,
              onSelect: () => run()?.insertContent({ type: "variable", attrs: { name } }).run(),
            }))}
            trigger={(props) => (
              <Button size="sm" icon={<Plus aria-hidden="true" />} {...props}>
                {t("variable")}
              </Button>
            )}
          />
          <DropdownMenu
            align="start"
            items={variables.map(({ name, label }) => ({ label, onSelect: () => onSubject(name) }))}
            trigger={(props) => (
              <Button size="sm" {...props}>
                {t("toSubject")}
              </Button>
            )}
          />
          {essentials !== "none" && !state?.essentials ? (
            <Button size="sm" onClick={() => run()?.insertContent({ type: "essentials" }).run()}>
              {t(essentials === "link" ? "putLink" : "putParts")}
            </Button>
          ) : null}
        </div>
      )}
      <div id="field-body" tabIndex={-1}>
        <EditorContent editor={editor} />
      </div>
      {linking ? (
        <LinkDialog
          onClose={() => setLinking(false)}
          onLink={(href) => run()?.extendMarkRange("link").setLink({ href }).run()}
        />
      ) : null}
    </FormField>
  );
}

/** What the editor holds in the form that is stored, without the empty line it keeps at the end; null while it is no such document. */
function cleaned(json: unknown): MailDoc | null {
  const parsed = textDoc.safeParse(json);
  if (!parsed.success) return null;
  const content = [...parsed.data.content];
  for (
    let last = content.at(-1);
    content.length > 1 && last?.type === "paragraph" && !last.content?.length;
    last = content.at(-1)
  )
    content.pop();
  return { type: "doc", content };
}
