import { StrictMode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { connectWorkstation } from "./workstation.ts";

const workstation = connectWorkstation();

function App() {
  const [version, setVersion] = useState("");
  useEffect(() => {
    workstation.client.call("app.ping", { text: "你好" }).then((answer) => setVersion(answer.appVersion), console.error);
  }, []);
  return <main>一窗 {version}</main>;
}

createRoot(document.getElementById("root") as HTMLElement).render(<StrictMode><App /></StrictMode>);
