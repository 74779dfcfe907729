import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/composition/root-router";

export type DashboardDto = inferRouterOutputs<AppRouter>["dashboard"]["read"];
export type StatusCounts = NonNullable<DashboardDto["users"]>;
export type AttentionDto = inferRouterOutputs<AppRouter>["dashboard"]["attention"];
