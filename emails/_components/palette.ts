/** Neutral colours of all mails; each pair of text and ground has at least 4.5:1. */
export const light = {
  page: "#f1f4f8",
  sheet: "#ffffff",
  line: "#dce2ea",
  ink: "#182230",
  soft: "#566173",
  link: "#1d5fb8",
  box: "#f5f7fa",
};
export const dark = {
  page: "#0d1117",
  sheet: "#161c26",
  line: "#303a4a",
  ink: "#e8edf4",
  soft: "#a5b0c0",
  link: "#8bbcff",
  box: "#1f2733",
  /** Edge of buttons, 3:1 on the sheet, whatever the brand's colour. */
  edge: "#7388a6",
};

export const fontFamily = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
