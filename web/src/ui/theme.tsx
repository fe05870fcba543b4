import ConfigProvider from "antd/es/config-provider";
import antdDark from "antd/es/theme/themes/dark";
import antdLight from "antd/es/theme/themes/default";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { dark, FONTS, light, type Palette, variablesOf } from "./tokens.ts";

const wantsDark = "(prefers-color-scheme: dark)";
const subscribe = (changed: () => void): (() => void) => {
  const query = matchMedia(wantsDark);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
};
export const usePalette = (): Palette =>
  useSyncExternalStore(subscribe, () => matchMedia(wantsDark).matches) ? dark : light;

export function ThemeRoot({ children }: { readonly children: ReactNode }) {
  const palette = usePalette();
  const { i18n } = useTranslation();
  const fonts = FONTS[i18n.language === "en" ? "en" : "zh"];
  useEffect(() => {
    document.documentElement.style.setProperty("--f-serif", fonts.serif);
    document.documentElement.style.setProperty("--f-sans", fonts.sans);
    for (const [name, value] of Object.entries(variablesOf(palette)))
      document.documentElement.style.setProperty(name, value);
    document.documentElement.style.colorScheme = palette === dark ? "dark" : "light";
  }, [palette, fonts]);
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      theme={{
        algorithm: palette === dark ? antdDark : antdLight,
        token: {
          colorPrimary: palette.accent,
          colorLink: palette.accent,
          colorInfo: palette.accent,
          colorSuccess: palette.met,
          colorWarning: palette.risk,
          colorError: palette.missed,
          colorText: palette.ink,
          colorTextSecondary: palette.ink2,
          colorTextTertiary: palette.ink2,
          colorTextPlaceholder: palette.ink2,
          colorBgLayout: palette.paper,
          colorBgContainer: palette.surface,
          colorBgElevated: palette.surface,
          colorBorder: palette.line,
          colorBorderSecondary: palette.line,
          colorSplit: palette.line,
          colorPrimaryBg: palette.accentSoft,
          colorPrimaryHover: palette.accent,
          borderRadius: 6,
          borderRadiusLG: 8,
          fontFamily: fonts.sans,
          fontSize: 14,
          lineHeight: 1.6,
          controlHeight: 32,
          motionDurationMid: "0.12s",
          motionDurationSlow: "0.16s",
          boxShadow: "none",
        },
        components: {
          Button: { primaryShadow: "none", defaultShadow: "none", fontWeight: 400, primaryColor: palette.surface },
          Segmented: {
            trackBg: palette.runningSoft,
            itemSelectedBg: palette.surface,
            itemColor: palette.ink2,
            itemSelectedColor: palette.ink,
          },
          Tooltip: { colorBgSpotlight: palette.surface, colorTextLightSolid: palette.ink },
        },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
