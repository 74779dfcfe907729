import { type Actor, can } from "@/authz";
import { ProfilesPage } from "@/modules/access/ui/profiles-page";
import { SecondFactorRulePanel } from "@/modules/access/ui/second-factor-rule-panel";
import { UsersPage } from "@/modules/access/ui/users-page";
import { HydrateClient, prefetch, trpc } from "@/trpc/server";

/* "Users and profiles" of the portal, and of the operator's console at addresses of its own. Their routes have required the right. */

type Props = { actor: Actor; base?: "/operator/users" };

export async function UsersRoute({ actor, base }: Props) {
  await prefetch(
    trpc.users.profileOptions.queryOptions(),
    ...(base ? [trpc.secondFactor.operatorRule.queryOptions()] : []),
  );
  const rights = {
    create: can(actor, "users.create"),
    edit: can(actor, "users.edit"),
    delete: can(actor, "users.delete"),
    profiles: can(actor, "profiles.view"),
    holder: actor.holder,
  };
  return (
    <HydrateClient>
      <UsersPage accountId={actor.accountId} timeZone={actor.timeZone} rights={rights} base={base} />
      {base ? (
        <div className="mt-5 max-w-2xl">
          <SecondFactorRulePanel ofOperator canEdit={can(actor, "operatorUsers.act")} />
        </div>
      ) : null}
    </HydrateClient>
  );
}

export async function ProfilesRoute({ actor, base }: Props) {
  await prefetch(trpc.profiles.list.queryOptions(), trpc.profiles.own.queryOptions());
  const rights = {
    create: can(actor, "profiles.create"),
    edit: can(actor, "profiles.edit"),
    delete: can(actor, "profiles.delete"),
  };
  return (
    <HydrateClient>
      <ProfilesPage accountType={actor.accountType} rights={rights} base={base} />
    </HydrateClient>
  );
}
