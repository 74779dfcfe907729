"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Hears a word of the address (`?do=add`, `?card=…`) once, also when the page is open already: it leaves the address as it is
 * taken up, so that neither a reload nor going back repeats it.
 */
export function useAddressWord(name: string, take: (word: string) => void): void {
  const word = useSearchParams().get(name);
  const taking = useRef(take);
  taking.current = take;
  useEffect(() => {
    if (word === null) return;
    const rest = new URLSearchParams(window.location.search);
    rest.delete(name);
    const query = rest.size > 0 ? `?${rest}` : "";
    window.history.replaceState(null, "", `${window.location.pathname}${query}${window.location.hash}`);
    taking.current(word);
  }, [word, name]);
}
