import { useTranslations } from "next-intl";
import type { PseRange } from "../domain/pse-settings";
import { SCALE_MARKS, shareOf } from "../domain/range-scale";
import { OnOff } from "./on-off";

export type Reach = { label: string; range?: PseRange; on?: boolean };

const W = 200;
const START = 16;
const at = (share: number) => START + share * (W - START - 4);

/** How far each mode reaches from the reader, on one scale for all, with the range in words beside it (R183, R184). */
export function RangeChart({ reaches }: { reaches: Reach[] }) {
  const t = useTranslations("readerConfigurations");
  const words = (range: PseRange) =>
    typeof range === "number" ? t("ranges.metres", { metres: range }) : t(`ranges.${range}`);
  return (
    <ul className="space-y-3 text-sm">
      {reaches.map(({ label, range, on }) => (
        <li key={label}>
          <div className="flex items-baseline justify-between gap-3">
            <span className="font-medium">{label}</span>
            {range !== undefined ? <span className="text-muted tabular-nums">{words(range)}</span> : null}
            {on !== undefined && range === undefined ? <OnOff on={on} /> : null}
          </div>
          {range !== undefined ? <Drawing share={shareOf(range)} /> : null}
        </li>
      ))}
    </ul>
  );
}

/** The reader at the left, waves as far as the mode reaches, and the marks of 1, 3 and 10 m. Its meaning is told in words beside it. */
function Drawing({ share }: { share: number }) {
  const reach = at(share);
  const waves = Math.max(1, Math.round(share * 6));
  return (
    <svg viewBox={`0 0 ${W} 36`} className="mt-1 w-full text-accent" aria-hidden="true">
      <rect x="2" y="4" width="9" height="20" rx="2" className="fill-ink" />
      <circle cx="6.5" cy="10" r="1.6" className="fill-surface" />
      <line x1={START} y1="27" x2={W - 4} y2="27" className="stroke-line-control" strokeWidth="0.75" />
      {SCALE_MARKS.map((metres) => {
        const x = at(shareOf(metres));
        return (
          <g key={metres}>
            <line x1={x} y1="25" x2={x} y2="29" className="stroke-line-control" strokeWidth="0.75" />
            <text x={x} y="35" textAnchor="middle" fontSize="6.5" className="fill-muted">
              {metres} m
            </text>
          </g>
        );
      })}
      <line x1={START} y1="27" x2={reach} y2="27" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
      {Array.from({ length: waves }, (_, wave) => {
        const x = START + ((wave + 1) / waves) * (reach - START);
        const bow = 8;
        return (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: waves of one drawing
            key={wave}
            d={`M ${x - 3} ${14 - bow} Q ${x + 3} 14 ${x - 3} ${14 + bow}`}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
            opacity={1 - (wave / waves) * 0.65}
          />
        );
      })}
    </svg>
  );
}
