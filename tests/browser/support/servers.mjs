//! Real web servers on the loopback interface: nginx and Apache as the running user's own processes, set up as little as
//! an administrator sets them up, with the settings that bantin wrote for them. It takes a built site and the path under
//! which it is to appear; it gives an address to ask. No service of the machine is started or touched.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const APACHE_MODULES = "/usr/lib/apache2/modules";

/** What a server is started with, by its name. */
const SERVERS = {
  nginx: { settings: nginxSettings, command: (file) => ["nginx", "-c", file, "-e", "stderr"] },
  apache: { settings: apacheSettings, command: (file) => ["apache2", "-f", file, "-DFOREGROUND"] },
};

export const SERVER_NAMES = Object.keys(SERVERS);

/** Starts the server `name` with the site of `folder` at `mount`. Gives `{ ask, stop }`; `ask` sends a path as it is. */
export async function start(name, folder, mount) {
  const home = mkdtempSync(path.join(tmpdir(), `bantin-${name}-`));
  const root = path.join(home, "root");
  const site = path.join(root, mount);
  mkdirSync(site, { recursive: true });
  mkdirSync(path.join(home, "empty"));
  cpSync(folder, site, { recursive: true });
  // Both give their workers to a user without rights where they are started by root.
  chmodSync(home, 0o755);
  const port = await freePort();
  const file = path.join(home, "server.conf");
  writeFileSync(file, SERVERS[name].settings({ home, root, site, mount, port }));
  const [program, ...words] = SERVERS[name].command(file);
  // Where Debian puts servers is not in everybody's path.
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const server = spawn(program, words, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  server.stderr.on("data", (text) => { said += text; });
  const gone = once(server, "exit");
  try {
    await ready(server, port, () => said);
  } catch (failure) {
    server.kill();
    rmSync(home, { recursive: true, force: true });
    throw failure;
  }
  return {
    ask: (address, headers = {}) => ask(port, address, headers),
    stop: async () => {
      server.kill("SIGTERM");
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A script handler on top of the server, as one would find it: nothing of the site may be given to it. */
function nginxSettings({ home, root, site, port }) {
  const snippet = path.join(home, "bantin.conf");
  cpSync(path.join(site, "nginx.conf"), snippet);
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${home}/${kind};`);
  return `${process.getuid() === 0 ? "user www-data;" : ""}
    daemon off; pid ${home}/pid; worker_processes 1; error_log stderr;
    events { }
    http {
      access_log off; ${folders.join(" ")}
      server {
        listen 127.0.0.1:${port};
        root ${root};
        location ~ \\.php$ { return 500; }
        include ${snippet};
      }
    }`;
}

/** A folder of the server is most often an `Alias`; the overrides are the fewest that the settings ask for. */
function apacheSettings({ home, root, site, mount, port }) {
  const modules = ["mpm_event", "authz_core", "dir", "mime", "alias", "headers", "rewrite", "status", "autoindex"];
  const loads = modules.map((name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`);
  return `${loads.join("\n")}
ServerRoot ${home}
DefaultRuntimeDir ${home}
PidFile ${home}/pid
Listen 127.0.0.1:${port}
ServerName 127.0.0.1
${process.getuid() === 0 ? "User www-data\nGroup www-data" : ""}
ErrorLog ${home}/error.log
TypesConfig ${existsSync("/etc/mime.types") ? "/etc/mime.types" : "/dev/null"}
AddType application/x-gzip .gz
AddLanguage br .br
StartServers 1
ThreadsPerChild 8
MaxRequestWorkers 8
${mount === "/" ? `DocumentRoot ${root}` : `DocumentRoot ${home}/empty\nAlias "${mount}" "${site}"`}
<FilesMatch "\\.php$">
  SetHandler server-status
</FilesMatch>
<Files ".ht*">
  Require all denied
</Files>
<Directory ${root}>
  Options Indexes FollowSymLinks
  AllowOverride FileInfo Indexes
</Directory>
`;
}

async function freePort() {
  const holder = createServer();
  holder.listen(0, "127.0.0.1");
  await once(holder, "listening");
  const { port } = holder.address();
  holder.close();
  await once(holder, "close");
  return port;
}

/** Waits until the port answers; a server that ends before has said why. */
async function ready(server, port, said) {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}: ${said()}`);
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server does not answer: ${said()}`);
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => { socket.destroy(); resolve(true); });
    socket.once("error", () => resolve(false));
  });
}

/** One request, its path sent as it stands and its answer taken as it comes: not followed, not unpacked. */
function ask(port, address, headers) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path: address, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** The bytes of a file of a built site. */
export function bytesOf(folder, file) {
  return readFileSync(path.join(folder, file));
}
