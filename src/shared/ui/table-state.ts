/**
 * The state of a list (search, sort, filters, page) and its two other forms: the address of the page, and the input of
 * the list procedure. Pure, so that the server can prefetch what the address asks for.
 */

export type TableFilter =
  | { type: "text" /** Name in the list's input; the column's id if left out. */; key?: string }
  | { type: "select"; options: { value: string; label: string }[]; multiple?: boolean; key?: string }
  | {
      type: "date-range";
      /** Names in the list's input; `from` and `to` if left out. Both are instants (ISO 8601), inclusive. */
      from?: string;
      to?: string;
      /** With hours and minutes. */
      time?: boolean;
    };

/** What of a column matters for the state; `DataTable` columns are these and more. */
export type TableColumnSpec = { id: string; sortable?: boolean; filter?: TableFilter };

export type TableSort = { column: string; direction: "asc" | "desc" };
export type DateRange = { from?: string; to?: string };
export type FilterValue = string | string[] | DateRange;

export type TableState = {
  search: string;
  sort: TableSort | null;
  filters: Record<string, FilterValue>;
  cursor: string | null;
  size: number;
};

export type TableOptions = {
  defaultSort?: TableSort;
  defaultSize?: number;
  /** Time zone in which a day of a date filter begins and ends; UTC if left out. */
  timeZone?: string;
  /** Goes before each name in the address, where one page has several tables. */
  prefix?: string;
};

/** The input of a list procedure (`listInput` of the kernel), without the names of its columns and filters. */
export type TableInput = {
  cursor?: string | null;
  limit: number;
  sort?: TableSort;
  search?: string;
  filters: Record<string, unknown>;
};

export const pageSizes = [25, 50, 100, 200];
const fallbackSize = 50;

/** True for a filter that lets everything through. */
export function isEmptyFilter(value: FilterValue | undefined): boolean {
  if (value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  return !value.from && !value.to;
}

const localDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/;

function readFilter(filter: TableFilter, text: string): FilterValue | undefined {
  if (filter.type === "text") return text.slice(0, 200);
  if (filter.type === "date-range") {
    const [from = "", to = ""] = text.split("~");
    return { from: localDate.test(from) ? from : undefined, to: localDate.test(to) ? to : undefined };
  }
  const known = text.split("~").filter((value) => filter.options.some((option) => option.value === value));
  return filter.multiple ? known : known[0];
}

function writeFilter(value: FilterValue): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.join("~");
  return `${value.from ?? ""}~${value.to ?? ""}`;
}

/** Reads the state from an address; whatever in it does not fit the columns is left out. */
export function readTableState(
  columns: readonly TableColumnSpec[],
  parameters: URLSearchParams,
  options: TableOptions = {},
): TableState {
  const get = (name: string) => parameters.get(`${options.prefix ?? ""}${name}`);
  const [column = "", direction] = (get("sort") ?? "").split(".");
  const sortable = columns.some((one) => one.id === column && one.sortable);
  const size = Number(get("size"));
  const filters: Record<string, FilterValue> = {};
  for (const { id, filter } of columns) {
    const text = filter ? get(`f.${id}`) : null;
    const value = filter && text ? readFilter(filter, text) : undefined;
    if (value !== undefined && !isEmptyFilter(value)) filters[id] = value;
  }
  return {
    search: (get("q") ?? "").slice(0, 200),
    sort: sortable ? { column, direction: direction === "desc" ? "desc" : "asc" } : (options.defaultSort ?? null),
    filters,
    cursor: get("page")?.slice(0, 600) || null,
    size: pageSizes.includes(size) ? size : (options.defaultSize ?? fallbackSize),
  };
}

/** Writes the state into a copy of `parameters`; what is as by default is not written, other names stay. */
export function writeTableState(
  columns: readonly TableColumnSpec[],
  parameters: URLSearchParams,
  state: TableState,
  options: TableOptions = {},
): URLSearchParams {
  const result = new URLSearchParams(parameters);
  const set = (name: string, value: string | null | undefined) => {
    const key = `${options.prefix ?? ""}${name}`;
    if (value) result.set(key, value);
    else result.delete(key);
  };
  const { sort } = state;
  const sortIsDefault =
    sort?.column === options.defaultSort?.column && sort?.direction === options.defaultSort?.direction;
  set("q", state.search);
  set("sort", sort && !sortIsDefault ? `${sort.column}.${sort.direction}` : null);
  set("size", state.size === (options.defaultSize ?? fallbackSize) ? null : String(state.size));
  set("page", state.cursor);
  for (const { id, filter } of columns) {
    const value = filter ? state.filters[id] : undefined;
    if (filter) set(`f.${id}`, value === undefined || isEmptyFilter(value) ? null : writeFilter(value));
  }
  return result;
}

/** How far a time zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      hourCycle: "h23",
    })
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  ) as Record<string, number>;
  const local = Date.UTC(
    parts.year ?? 0,
    (parts.month ?? 1) - 1,
    parts.day ?? 1,
    parts.hour ?? 0,
    parts.minute ?? 0,
    parts.second ?? 0,
  );
  return local - Math.floor(instant / 1000) * 1000;
}

/** The instant (ISO 8601) of a wall-clock time `2026-03-29T02:30` in a time zone, also beside changes of the clock. */
export function zonedInstant(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}Z`);
  const first = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(first, timeZone)).toISOString();
}

function filterInput(id: string, filter: TableFilter, value: FilterValue, timeZone: string): Record<string, unknown> {
  if (filter.type !== "date-range") return { [filter.key ?? id]: typeof value === "string" ? value.trim() : value };
  const { from, to } = value as DateRange;
  return {
    ...(from ? { [filter.from ?? "from"]: zonedInstant(from.includes("T") ? from : `${from}T00:00`, timeZone) } : {}),
    ...(to
      ? { [filter.to ?? "to"]: zonedInstant(to.includes("T") ? `${to}:59.999` : `${to}T23:59:59.999`, timeZone) }
      : {}),
  };
}

/** The input of the list procedure for a state. */
export function tableInput(
  columns: readonly TableColumnSpec[],
  state: TableState,
  options: TableOptions = {},
): TableInput {
  const filters: Record<string, unknown> = {};
  for (const { id, filter } of columns) {
    const value = state.filters[id];
    if (filter && value !== undefined && !isEmptyFilter(value)) {
      Object.assign(filters, filterInput(id, filter, value, options.timeZone ?? "UTC"));
    }
  }
  return {
    limit: state.size,
    filters,
    ...(state.cursor ? { cursor: state.cursor } : {}),
    ...(state.sort ? { sort: state.sort } : {}),
    ...(state.search.trim() ? { search: state.search.trim() } : {}),
  };
}

/**
 * The same from what Next hands to a page (`await searchParams`), to prefetch exactly what the table will ask for.
 */
export function tableInputOf<Input = TableInput>(
  columns: readonly TableColumnSpec[],
  searchParams: Record<string, string | string[] | undefined>,
  options: TableOptions = {},
): Input {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(searchParams)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) parameters.set(name, first);
  }
  return tableInput(columns, readTableState(columns, parameters, options), options) as Input;
}
