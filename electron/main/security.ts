import { app, session, type IpcMainEvent } from "electron";
import { appOrigin } from "./app-protocol.ts";

/** What a page may ask of the browser; everything else (notifications, location…) is denied. */
const allowedPermissions: readonly string[] = ["clipboard-sanitized-write", "fullscreen"];

const isOwnUrl = (url: string | undefined): boolean => url !== undefined && `${url}/`.startsWith(`${appOrigin}/`);

/** After `ready`, before the first window: no page leaves the app, opens windows, embeds web views or is granted permissions. */
export function lockDown(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-frame-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
  const ownSession = session.defaultSession;
  // A document camera is a camera: our own page may see, and never hear.
  ownSession.setPermissionRequestHandler((_contents, permission, decide, details) => {
    const isCamera = permission === "media" && "mediaTypes" in details && details.mediaTypes?.join() === "video";
    decide(allowedPermissions.includes(permission) || (isCamera && details.isMainFrame && isOwnUrl(details.requestingUrl)));
  });
  ownSession.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const isCamera = permission === "media" && details.mediaType === "video";
    return allowedPermissions.includes(permission) || (isCamera && details.isMainFrame && isOwnUrl(origin));
  });
  ownSession.setDevicePermissionHandler(() => false);
  ownSession.on("will-download", (event) => event.preventDefault());
}

/** Whether a message comes from the main frame of our own page: a port to the workstation process is given to nobody else. */
export function isFromOwnPage(event: IpcMainEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && frame.url.startsWith(`${appOrigin}/`);
}
