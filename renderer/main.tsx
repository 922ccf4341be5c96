import { mountPage } from "./app/mount.tsx";
import { connectWorkstation } from "./workstation.ts";

mountPage(connectWorkstation());
