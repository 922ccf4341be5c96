import type { ThemeConfig } from "antd";

/**
 * Dense, and darker than antd's own: its primary, success, warning and danger colours miss WCAG AA on white. The same values
 * stand in `styles/tokens.css`.
 */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#0b4f9e",
    colorLink: "#0b4f9e",
    colorSuccess: "#17693a",
    colorWarning: "#8a5300",
    colorError: "#b3261e",
    colorInfo: "#0b4f9e",
    colorText: "#1b1f24",
    colorTextSecondary: "#4a5260",
    colorTextTertiary: "#5a6270",
    colorTextPlaceholder: "#646c79",
    colorTextDisabled: "#646c79",
    colorBorder: "#8b93a1",
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 30,
    fontFamily: "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif",
    // Nothing moves: a clerk's next key must find the page as it will stay.
    motion: false,
  },
};
