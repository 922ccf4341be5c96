/** What the failures `camera-…` say to a clerk: what happened, what was kept, what to do next. They never leave the page. */

type Details = Readonly<Record<string, string | number>>;

const kept = "已保存的都没有改动。";

export const cameraWording: Readonly<Record<string, (details: Details) => string>> = {
  "camera-denied": () => `系统不允许本程序使用摄像头。${kept}请管理员在系统的隐私设置中允许“一窗”使用摄像头，然后重试。`,
  "camera-missing": () => `没有找到摄像头或高拍仪。${kept}请检查数据线，插好后会自动出现，也可以先用已有的图片文件。`,
  "camera-busy": () => `摄像头正被其他程序占用。${kept}请关掉高拍仪自带的程序或视频会议，然后重试。`,
  "camera-gone": () => `摄像头的连接断了。${kept}请插好数据线后重试。`,
  "camera-failed": () => `无法打开摄像头。${kept}请拔下重插后重试；仍不行请联系管理员。`,
};
