"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { wantTopics } from "./live-channel";

const PAUSE_MS = 400;

/** Reads the page's queries again when something about a topic has changed elsewhere (`account:<id>`, `site:<id>`, `operator`). */
export function useLive(topics: string[]): void {
  const client = useQueryClient();
  const key = topics.join(",");
  useEffect(() => {
    if (!key) return;
    const wanted = new Set(key.split(","));
    let last = 0;
    let timer: number | undefined;
    const refresh = () => {
      last = Date.now();
      timer = undefined;
      void client.invalidateQueries({ refetchType: "active" });
    };
    const stop = wantTopics([...wanted], (heard) => {
      if (heard.kind === "touched" && !heard.topics.some((topic) => topic === "*" || wanted.has(topic))) return;
      timer ??= window.setTimeout(refresh, Math.max(0, PAUSE_MS - (Date.now() - last)));
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [client, key]);
}
