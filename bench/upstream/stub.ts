import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JWK } from 'jose';
import { freePort } from '../measure/ports.ts';
import { accountId, answers } from './data.ts';

/** The stand-in for the REST services: nginx with files, which answers in tens of microseconds. */
export interface Stub {
  readonly pid: number;
  /** Base URL by the milliseconds that an answer takes. */
  readonly url: (delay: 0 | 20) => string;
  /** URL of the key set. */
  readonly keys: string;
  /** Requests received since it was started. */
  received(): Promise<number>;
  stop(): void;
}

interface Ports {
  readonly 0: number;
  readonly 20: number;
  readonly status: number;
}

/** Starts nginx on the given core with the answers and the key set below `directory`. */
export async function startStub(directory: string, keys: readonly JWK[], core: number | string): Promise<Stub> {
  const root = join(directory, 'answers');
  for (const [path, body] of answers()) write(join(root, `${path}.json`), JSON.stringify(body));
  write(join(root, 'keys.json'), JSON.stringify({ keys }));
  const configuration = join(directory, 'nginx.conf');
  const ports = { 0: await freePort(), 20: await freePort(), status: await freePort() };
  write(configuration, nginx(directory, root, ports));
  const module = '/usr/lib/nginx/modules/ngx_http_echo_module.so';
  if (!existsSync(module)) throw new Error('Needed: apt-get install nginx-light libnginx-mod-http-echo wrk');
  const child = spawn('taskset', ['-c', String(core), 'nginx', '-c', configuration, '-p', directory], {
    stdio: 'inherit',
  });
  const pid = child.pid;
  if (pid === undefined)
    throw new Error('nginx could not be started: apt-get install nginx-light libnginx-mod-http-echo');
  const received = async () => {
    const text = await (await fetch(`http://127.0.0.1:${ports.status}/`)).text();
    const [, requests] = /\n\s*\d+ \d+ (\d+)/.exec(text) ?? [];
    if (requests === undefined) throw new Error('This is not the stand-in.');
    return Number(requests);
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      await received();
      break;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return {
    pid,
    url: (delay) => `http://127.0.0.1:${ports[delay]}/v1`,
    keys: `http://127.0.0.1:${ports[0]}/keys`,
    received,
    stop: () => child.kill('SIGTERM'),
  };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A write answers the customer that it was for; a body that is sent is read and thrown away. */
function nginx(directory: string, root: string, ports: Ports): string {
  const server = (port: number, sleep: string) => `
  server {
    listen 127.0.0.1:${port} backlog=1024;
    root ${root};
    default_type application/json;
    location = /keys { try_files /keys.json =404; }
    location ~ ^/v1/accounts/${accountId}/(?<path>.+)$ {
      if ($http_authorization !~ "^Bearer .+\\..+\\..+") { return 401 '{"error":{"code":"UNAUTHORIZED"}}'; }
      ${sleep}
      error_page 405 =200 /read/$path.json;
      try_files /$path$search.json =404;
    }
    location @file { error_page 405 =200 /read/$path.json; try_files /$path$search.json =404; }
    location /read/ { internal; alias ${root}/; }
  }`;
  return `
load_module /usr/lib/nginx/modules/ngx_http_echo_module.so;
daemon off;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log stderr error;
events { worker_connections 4096; }
http {
  access_log off;
  map $arg_receipt_id $search { "" ""; default /$arg_receipt_id; }
  sendfile on;
  tcp_nodelay on;
  keepalive_requests 100000000;
  keepalive_timeout 600s;
  open_file_cache max=2000 inactive=600s;
  open_file_cache_valid 600s;
  client_body_temp_path ${directory}/body;
  client_body_buffer_size 1m;
  server { listen 127.0.0.1:${ports.status}; location / { stub_status; } }
  ${server(ports[0], '')}
  ${server(ports[20], 'echo_sleep 0.02; echo_exec @file;')}
}
`;
}
