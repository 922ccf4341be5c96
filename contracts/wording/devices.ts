/** What the failures say that are about finding and setting up devices: what happened, what was kept, what to do next. */

/** What is shown where scanners of this PC would be, when they could not be looked for. */
export const localScannersName = "本机扫描仪";

type Details = Readonly<Record<string, string | number>>;

export const deviceWording: Readonly<Record<string, (details: Details) => string>> = {
  "discovery-unavailable": () => "本机不能在网络上查找设备。已有的设置没有改动。请直接填写设备的地址；仍不行请联系管理员。",
  "device-certificate-unreadable": ({ host, port }) =>
    `没有读到${host ? `“${host}${port ? `:${port}` : ""}”` : "这台设备"}的安全证书。设置没有改动。请检查设备是否开机、地址和端口是否正确，再读一次。`,
};
