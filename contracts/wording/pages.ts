import { SCAN_LIMIT_BYTES } from "../../domain/page/page-rules.ts";

/** What the failures `page-…` say to a clerk: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;

const REST_GOES_ON = "其余页面不受影响。";

const FORMAT_HINTS: Readonly<Record<string, string>> = {
  heic: "请在手机“设置－相机－格式”中选“兼容性最佳”后重拍，或另存为 JPEG 再导入。",
};

export const pageWording: Readonly<Record<string, (details: Details) => string>> = {
  "page-file-empty": ({ name }) => `文件“${name}”是空的（0 字节），没有导入。${REST_GOES_ON}请重新扫描或重新复制该文件。`,
  "page-file-unreadable": ({ name }) => `无法读取文件“${name}”，没有导入。${REST_GOES_ON}请检查文件是否还在、U 盘是否拔出，然后重试。`,
  "page-is-pdf": ({ name }) => `“${name}”是 PDF 文件（不论扩展名），不是图片，没有导入。${REST_GOES_ON}请打印后扫描，或另存为图片再导入。`,
  "page-not-an-image": ({ name }) => `“${name}”不是图片文件，没有导入。${REST_GOES_ON}请选择 JPEG、PNG、TIFF 或 WebP 图片。`,
  "page-format-unsupported": ({ name, format }) =>
    `“${name}”是 ${String(format).toUpperCase()} 格式，本系统不能读取，没有导入。${REST_GOES_ON}${FORMAT_HINTS[String(format)] ?? "请另存为 JPEG 再导入。"}`,
  "page-truncated": ({ name }) => `“${name}”不完整（只有前半部分），没有导入。${REST_GOES_ON}请重新扫描或重新复制该文件。`,
  "page-damaged": ({ name }) => `“${name}”已损坏，无法打开，没有导入。${REST_GOES_ON}请重新扫描该页。`,
  "page-file-too-large": ({ name, bytes }) =>
    `文件“${name}”有 ${Math.ceil(Number(bytes) / 1e6)} MB，超出单个文件 ${SCAN_LIMIT_BYTES / 1e6} MB 的上限，没有读取，也没有导入。${REST_GOES_ON}请降低分辨率重新扫描（建议 200 dpi），或另存为 JPEG 再导入；多页 TIFF 请分成几个文件。`,
  "page-too-many-pixels": ({ name, width, height }) =>
    `“${name}”的像素过多${width && height ? `（${width}×${height}）` : ""}，超出 A3 幅面 600 dpi，为保护电脑没有打开。${REST_GOES_ON}请降低分辨率重新扫描（建议 200 dpi）。`,
  "page-too-small": ({ name, width, height }) =>
    `“${name}”只有 ${width}×${height} 像素，低于 640×480，看不清，没有导入。${REST_GOES_ON}请按 A4 幅面、200 dpi 重新扫描。`,
  "page-animated": ({ name }) => `“${name}”是动画图片，不能作为材料页，没有导入。${REST_GOES_ON}请导入静态图片。`,
  "page-cannot-fit": ({ name }) => `“${name}”压缩后仍超出页面要求（不小于 640×480、不大于 1600×1200、不超过 90 KB），没有导入。${REST_GOES_ON}请清洁扫描仪玻璃后重新扫描。`,
};

/** What to say beside a page that was taken but deserves a look. */
export const pageWarningWording: Readonly<Record<"blank" | "low-resolution" | "low-quality" | "padded" | "unclear" | "faint" | "separator-damaged" | "separator-other-item" | "separator-closed", string>> = {
  blank: "这一页可能是空白页，请确认是否保留",
  "low-resolution": "扫描分辨率偏低，小字可能看不清，建议 200 dpi 重扫",
  "low-quality": "本页内容很密，压缩后小字可能看不清，请放大核对",
  padded: "原件较窄，已在两侧补白",
  unclear: "字迹模糊，可能看不清。请趁申请人还在，擦净玻璃、压平纸张后重扫这一页",
  faint: "字迹太浅，可能看不清。请趁申请人还在，换用清晰的原件或调深后重扫这一页",
  "separator-damaged": "分隔页的二维码读不全，其后各页仍放在原来的材料里。请核对，并重新打印这张分隔页",
  "separator-other-item": "分隔页不是本事项的，没有采用，其后各页仍放在原来的材料里。请核对后把页移到应在的材料",
  "separator-closed": "分隔页所指的材料已不能改动，其后各页仍放在原来的材料里。请核对",
};
