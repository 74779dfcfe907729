import { clsx } from "clsx";

/** Joins class names. A `className` given to a component is for its place (margin, width, grid), not for its look. */
export const cx = clsx;
