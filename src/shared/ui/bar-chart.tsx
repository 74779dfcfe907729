import type { ReactNode } from "react";
import { cx } from "./cx";

export type BarPoint = { key: string /** Of its tooltip and its line in the table. */; label: string; value: number };

const HEIGHT = 120;
const TICKS = 4;

/** The smallest of 1, 2, 5, 10, 20, 50 … that is not below a value: where the scale ends. */
function scaleEnd(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((step) => step * power).find((end) => end >= value) ?? value;
}

/**
 * Bars over time, with what they say in words and, folded away, as a table. `columns` are the table's headers; `format` writes a
 * value. Texts stand beside the drawing, so that they keep their size on phones.
 */
export function BarChart({
  summary,
  points,
  format,
  columns,
  tableLabel,
  tone = "accent",
  className,
}: {
  /** What a reader who can't see the drawing should know. */
  summary: string;
  points: BarPoint[];
  format: (value: number) => string;
  columns: [when: ReactNode, what: ReactNode];
  tableLabel: string;
  tone?: "accent" | "success";
  className?: string;
}) {
  const end = scaleEnd(Math.max(...points.map((point) => point.value), 1));
  const ticks = Array.from(
    { length: TICKS },
    (_, index) => points[Math.round((index * (points.length - 1)) / (TICKS - 1))],
  );
  return (
    <figure className={className}>
      <div className="flex gap-2">
        <div className="min-w-0 flex-1">
          <svg
            role="img"
            aria-label={summary}
            viewBox={`0 0 ${points.length * 8} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="block h-32 w-full overflow-visible border-line border-b"
          >
            {[0, HEIGHT / 2].map((y) => (
              <line
                key={y}
                x1="0"
                x2={points.length * 8}
                y1={y}
                y2={y}
                className="stroke-line"
                strokeDasharray="3 3"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {points.map((point, index) => {
              const height = point.value <= 0 ? 0 : Math.max((point.value / end) * HEIGHT, 1.5);
              return (
                <g key={point.key} className="group">
                  <title>{`${point.label}: ${format(point.value)}`}</title>
                  <rect
                    x={index * 8}
                    y="0"
                    width="8"
                    height={HEIGHT}
                    className="fill-transparent group-hover:fill-hover"
                  />
                  <rect
                    x={index * 8 + 1}
                    y={HEIGHT - height}
                    width="6"
                    height={height}
                    className={tone === "success" ? "fill-success" : "fill-accent"}
                  />
                </g>
              );
            })}
          </svg>
          <div aria-hidden="true" className="mt-1 flex justify-between text-2xs text-muted tabular-nums">
            {ticks.map((tick, index) => (
              <span key={tick?.key} className={cx(index > 0 && index < TICKS - 1 && "max-sm:hidden")}>
                {tick?.label}
              </span>
            ))}
          </div>
        </div>
        <div aria-hidden="true" className="flex h-32 flex-col justify-between text-2xs text-muted tabular-nums">
          <span className="-mt-1.5">{format(end)}</span>
          <span>{end > 1 ? format(end / 2) : null}</span>
          <span className="-mb-1.5">{format(0)}</span>
        </div>
      </div>
      <details className="mt-2 text-sm">
        <summary className="cursor-pointer text-accent hover:text-accent-hover">{tableLabel}</summary>
        <section
          className="mt-2 max-h-56 overflow-y-auto rounded-md border border-line"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reachable by keyboard
          tabIndex={0}
          aria-label={summary}
        >
          <table className="w-full text-left text-sm">
            <thead className="sticky top-0 bg-sunken">
              <tr>
                <th scope="col" className="px-3 py-1.5 font-medium">
                  {columns[0]}
                </th>
                <th scope="col" className="px-3 py-1.5 text-right font-medium">
                  {columns[1]}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {[...points].reverse().map((point) => (
                <tr key={point.key}>
                  <td className="px-3 py-1 tabular-nums">{point.label}</td>
                  <td className="px-3 py-1 text-right tabular-nums">{format(point.value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}
