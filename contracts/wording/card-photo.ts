/** What is said where an identity card's photo would be: what happened, what was kept, what to do next. */

type Details = Readonly<Record<string, string | number>>;

const KEPT = "读到的照片数据不受影响，随申请保存。";
const programOf = ({ program }: Details): string => (program ? `“${program}”` : "");

export const cardPhotoWording: Readonly<Record<string, (details: Details) => string>> = {
  "card-photo-no-decoder": () => `没有照片（本机未配置照片解码器）。${KEPT}需要查看的，请在“设备设置”中填写厂家的解码命令。`,
  "card-photo-decoder-missing": (details) => `没有照片：照片解码器${programOf(details)}不能启动。${KEPT}请在“设备设置”中核对解码命令。`,
  "card-photo-decoder-hung": (details) => `没有照片：照片解码器${programOf(details)}没有应答，已停止。${KEPT}请重新打开再试；一直如此请联系厂家。`,
  "card-photo-decoder-failed": (details) => `没有照片：照片解码器${programOf(details)}出错（${details["reason"] ?? "原因未知"}）。${KEPT}请重新打开再试；一直如此请联系厂家，并提供括号中的内容。`,
  "card-photo-unreadable": () => `没有照片：解码器给出的不是可用的照片，没有采用。${KEPT}请在“设备设置”中核对解码命令。`,
};
