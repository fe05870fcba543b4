/** The look's roles. Everything on screen takes its colour from here, through antd's theme or the variables set beside it. */
export interface Palette {
  readonly paper: string;
  readonly surface: string;
  readonly line: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly accent: string;
  readonly accentSoft: string;
  /** Bars that are not chosen. */
  readonly accentMid: string;
  readonly seal: string;
  readonly met: string;
  readonly metSoft: string;
  readonly risk: string;
  readonly riskSoft: string;
  readonly missed: string;
  readonly missedSoft: string;
  readonly running: string;
  readonly runningSoft: string;
  readonly unsure: string;
  readonly unsureSoft: string;
}
export const light: Palette = {
  paper: "#fbfaf7",
  surface: "#ffffff",
  line: "#e7e4dc",
  ink: "#1d2433",
  ink2: "#5b6475",
  ink3: "#8a92a1",
  accent: "#1f4f8f",
  accentSoft: "#e9f0f9",
  accentMid: "#93a9c8",
  seal: "#b3261e",
  met: "#1c7a4b",
  metSoft: "#e6f4ec",
  risk: "#8a5a00",
  riskSoft: "#fdf3df",
  missed: "#b3261e",
  missedSoft: "#fbe9e7",
  running: "#5b6475",
  runningSoft: "#eef0f3",
  unsure: "#5a4b9a",
  unsureSoft: "#efedf8",
};
export const dark: Palette = {
  paper: "#15181e",
  surface: "#1b1f27",
  line: "#333945",
  ink: "#e8e6e1",
  ink2: "#aab1bf",
  ink3: "#7d8695",
  accent: "#8fb6ea",
  accentSoft: "#22324a",
  accentMid: "#4d6a92",
  seal: "#f0827a",
  met: "#6fcf9d",
  metSoft: "#1c3529",
  risk: "#e6b457",
  riskSoft: "#3a2f17",
  missed: "#f0938b",
  missedSoft: "#40211f",
  running: "#aab1bf",
  runningSoft: "#2a2f39",
  unsure: "#b9adec",
  unsureSoft: "#2e2a45",
};
const SERIF_ZH = '"Noto Serif SC","Noto Serif CJK SC","Source Han Serif SC","Songti SC",serif';
const SANS_ZH = '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif';
/** Latin letters come from a Latin font in English, so that its quotes and dashes are not full-width ones. */
export const FONTS = {
  zh: { serif: SERIF_ZH, sans: `Inter,${SANS_ZH}` },
  en: {
    serif: `"Noto Serif","Source Serif 4",Georgia,"Times New Roman","Liberation Serif","DejaVu Serif",${SERIF_ZH}`,
    sans: `Inter,"Noto Sans","Segoe UI","Helvetica Neue","Liberation Sans","DejaVu Sans",${SANS_ZH}`,
  },
} as const;
/** `accentSoft` → `--f-accent-soft` */
export const variablesOf = (palette: Palette): Record<string, string> =>
  Object.fromEntries(
    Object.entries(palette).map(([name, value]) => [
      `--f-${name.replace(/[A-Z\d]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]),
  );
