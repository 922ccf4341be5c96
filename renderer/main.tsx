import { mountDesks } from "./app/mount.tsx";
import { connectWorkstation } from "./workstation.ts";

mountDesks(connectWorkstation());
