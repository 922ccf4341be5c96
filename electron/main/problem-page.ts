import { appName } from "../../contracts/wording/app.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";

/** The document shown instead of the desk when the app cannot start: what happened, what was kept, what to do next. */
export function renderProblemPage(code: string, details: Readonly<Record<string, string | number>>): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${appName}：无法启动</title>
<link rel="stylesheet" href="problem.css">
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
