import { appName } from "../../contracts/wording/app.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";

/** The document shown instead of the desk when the app cannot start: what happened, what was kept, what to do next. */
export function renderProblemPage(code: string, details: Readonly<Record<string, string | number>>, styleNonce: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${appName}：无法启动</title>
<style nonce="${styleNonce}">
body { font: 18px/1.8 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1f1f1f; background: #fff; max-width: 44em; margin: 4em auto; padding: 0 1em }
h1 { font-size: 24px }
footer { margin-top: 2em; color: #595959 }
</style>
</head>
<body>
<main>
<h1>${appName}无法启动</h1>
<p>${escapeHtml(wordingOf({ code, details }))}</p>
<footer>代码：${escapeHtml(code)}</footer>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
