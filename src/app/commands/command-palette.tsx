"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowRight, Building2, CreditCard, FileText, Keyboard, Plus, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { sitePage } from "@/modules/sites";
import { type CommandGroup, CommandList, matches } from "@/shared/ui/command-list";
import { Dialog } from "@/shared/ui/dialog";
import { useTRPC } from "@/trpc/client";
import type { CommandData } from "./command-data";

/** Fewer letters say too little. */
const LETTERS = 2;
const FOUND = 6;
const PAUSE_MS = 120;

/** One field to everything: pages, actions, and what the reader may see of sites, cards, customers and accounts. */
export function CommandPalette({
  data,
  onClose,
  onShortcuts,
}: {
  data: CommandData;
  onClose: () => void;
  onShortcuts: () => void;
}) {
  const t = useTranslations("commands");
  const router = useRouter();
  const [term, setTerm] = useState("");
  const open = (href: string) => {
    onClose();
    router.push(href);
  };
  const go = (href: string) => () => open(href);
  const found = useFound(term, data.search, open);
  const groups: CommandGroup[] = [
    ...found.groups,
    {
      heading: t("groups.actions"),
      items: [
        ...data.actions.map(({ label, href }) => ({
          id: `action ${href}`,
          label,
          icon: <Plus aria-hidden="true" />,
          onSelect: go(href),
        })),
        {
          id: "shortcuts",
          label: t("shortcuts"),
          icon: <Keyboard aria-hidden="true" />,
          keys: ["?"],
          onSelect: onShortcuts,
        },
      ],
    },
    {
      heading: t("groups.pages"),
      items: data.pages.map((page) => ({
        id: `page ${page.href}`,
        label: page.label,
        keywords: page.under ?? "",
        icon: page.under ? <ArrowRight aria-hidden="true" /> : <FileText aria-hidden="true" />,
        keys: page.go ? ["g", page.go] : undefined,
        onSelect: go(page.href),
      })),
    },
  ];
  return (
    <Dialog open onOpenChange={onClose} title={t("title")}>
      <CommandList
        groups={groups}
        term={term}
        onTerm={setTerm}
        label={t("title")}
        placeholder={t("placeholder")}
        none={t("none", { term })}
        loading={found.loading}
        loadingLabel={t("searching")}
      />
    </Dialog>
  );
}

/** What the server finds for a term: the lists' own procedures, each asked only where the reader has its list. */
function useFound(term: string, may: CommandData["search"], go: (href: string) => void) {
  const t = useTranslations("commands");
  const status = useTranslations("cards.status");
  const trpc = useTRPC();
  const wanted = term.trim();
  const [search, setSearch] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSearch(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const asked = search.length >= LETTERS && wanted.length >= LETTERS;
  const options = (when: boolean) => ({ enabled: asked && when, placeholderData: keepPreviousData });
  const list = { search, limit: FOUND, filters: {} };
  const sites = useQuery(trpc.sites.list.queryOptions(list, options(may.sites)));
  const cards = useQuery(trpc.cards.find.queryOptions({ search }, options(may.cards)));
  const customers = useQuery(trpc.customers.list.queryOptions(list, options(may.customers)));
  const accounts = useQuery(trpc.operatorCredits.accounts.queryOptions(list, options(may.accounts)));

  const all = [sites, cards, customers, accounts];
  // What was found for an earlier term stays only as far as it fits this one: Enter must never choose what was not meant.
  const stale = search !== wanted || all.some((query) => query.isPlaceholderData);
  const group = (key: "sites" | "cards" | "customers" | "accounts", items: CommandGroup["items"]): CommandGroup => ({
    heading: t(`groups.${key}`),
    searched: true,
    items: asked ? items.filter((item) => !stale || matches(`${item.label} ${item.hint ?? ""}`, wanted)) : [],
  });
  const groups = [
    group(
      "sites",
      (sites.data?.rows ?? []).map((site) => ({
        id: `site ${site.id}`,
        label: site.name,
        icon: <Building2 aria-hidden="true" />,
        onSelect: () => go(sitePage(site)),
      })),
    ),
    group(
      "cards",
      (cards.data ?? []).map((card) => ({
        id: `card ${card.id}`,
        label: card.name,
        hint: [card.email, card.site, status(card.status as "ACTIVATED")].join(" · "),
        icon: <CreditCard aria-hidden="true" />,
        onSelect: () => go(`/sites/${card.siteId}/cards?card=${card.id}`),
      })),
    ),
    group(
      "customers",
      (customers.data?.rows ?? []).map((customer) => ({
        id: `customer ${customer.id}`,
        label: customer.companyName,
        hint: `${customer.firstName} ${customer.lastName} · ${customer.email}`,
        icon: <UsersRound aria-hidden="true" />,
        onSelect: () => go(`/customers?q=${encodeURIComponent(customer.companyName)}`),
      })),
    ),
    group(
      "accounts",
      (accounts.data?.rows ?? []).map((account) => ({
        id: `account ${account.id}`,
        label: account.companyName,
        hint: `${account.holder} · ${account.email}`,
        icon: <UsersRound aria-hidden="true" />,
        onSelect: () => go(`/operator/accounts/${account.id}`),
      })),
    ),
  ];
  const searching = all.some((query) => query.isFetching);
  return { groups, loading: wanted.length >= LETTERS && (search !== wanted || searching) };
}
