import { runApp } from "./app.ts";

runApp();
