import type { ConfigProviderProps } from "antd";
import zhCn from "antd/locale/zh_CN.js";

type Locale = NonNullable<ConfigProviderProps["locale"]>;

/** antd's Chinese. Its file is CommonJS: bundlers hand over the default export, Node and the type checker the module around it. */
export const locale = ("default" in zhCn ? zhCn.default : zhCn) as Locale;
