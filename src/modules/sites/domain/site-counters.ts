/** One counter row: how many of a kind are in a status. */
export type CounterRow = { kind: string; status: string; count: number };

/** The counters of a site as figures 55 and 69 group them (decisions, section 5). */
export type SiteCounters = {
  readerConfigurations: number;
  configurators: { added: number; deleted: number };
  /** Configuration cards. */
  configurations: CardCounters;
  /** User cards, of both kinds. */
  users: CardCounters & { activePrivateId: number; activeMobileIdPlus: number };
};

export type CardCounters = {
  total: number;
  active: number;
  /** created + created and e-mail sent. */
  inactive: number;
  created: number;
  emailSent: number;
  /** revoked + pending revoke. */
  revokedGroup: number;
  revoked: number;
  pendingRevoke: number;
};

function cardCounters(count: (status: string) => number): CardCounters {
  const created = count("CREATED");
  const emailSent = count("EMAIL_SENT");
  const active = count("ACTIVATED");
  const revoked = count("REVOKED");
  const pendingRevoke = count("PENDING_REVOKE");
  const inactive = created + emailSent;
  const revokedGroup = revoked + pendingRevoke;
  return {
    total: active + inactive + revokedGroup,
    active,
    inactive,
    created,
    emailSent,
    revokedGroup,
    revoked,
    pendingRevoke,
  };
}

/** Folds counter rows into what the site's page shows; deleted cards count nowhere, deleted configurators do (R171). */
export function foldCounters(rows: readonly CounterRow[]): SiteCounters {
  const of = (kinds: string[], status: string) =>
    rows.filter((row) => kinds.includes(row.kind) && row.status === status).reduce((sum, row) => sum + row.count, 0);
  return {
    readerConfigurations: of(["READER_CONFIGURATION"], "LIVE"),
    configurators: { added: of(["CONFIGURATOR"], "LIVE"), deleted: of(["CONFIGURATOR"], "DELETED") },
    configurations: cardCounters((status) => of(["CONFIGURATION"], status)),
    users: {
      ...cardCounters((status) => of(["PRIVATE_ID", "MOBILE_ID_PLUS"], status)),
      activePrivateId: of(["PRIVATE_ID"], "ACTIVATED"),
      activeMobileIdPlus: of(["MOBILE_ID_PLUS"], "ACTIVATED"),
    },
  };
}

/** What stands in the way of deleting a site (R166). */
export type SiteContents = {
  configurations: number;
  users: number;
  configurators: number;
  configurationCards: number;
};

/** What is still in a site: it can be deleted only with none of these (R166). */
export function contentsOf(counters: SiteCounters): SiteContents {
  return {
    configurations: counters.readerConfigurations,
    users: counters.users.total,
    configurators: counters.configurators.added,
    configurationCards: counters.configurations.total,
  };
}
