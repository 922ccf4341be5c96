import { app, Menu, type MenuItemConstructorOptions } from "electron";
import { menuWording as words } from "../../contracts/wording/app.ts";

export function setMenu(): void {
  const separator: MenuItemConstructorOptions = { type: "separator" };
  app.setAboutPanelOptions({ applicationName: app.name, applicationVersion: app.getVersion() });
  const template: MenuItemConstructorOptions[] = [
    { label: words.file, submenu: [{ role: "quit", label: words.quit }] },
    {
      label: words.edit,
      submenu: [
        { role: "undo", label: words.undo },
        { role: "redo", label: words.redo },
        separator,
        { role: "cut", label: words.cut },
        { role: "copy", label: words.copy },
        { role: "paste", label: words.paste },
        { role: "selectAll", label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: "zoomIn", label: words.zoomIn },
        { role: "zoomOut", label: words.zoomOut },
        { role: "resetZoom", label: words.resetZoom },
        separator,
        { role: "togglefullscreen", label: words.fullScreen },
      ],
    },
    { label: words.help, submenu: [{ role: "about", label: words.about }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
