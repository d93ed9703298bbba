import { ContainerRuntime } from './container-options';

const NODE_SERVER = `'use strict';

const http = require('node:http');

const server = http.createServer((request, response) => {
  const isHealthCheck = request.url === '/healthz';
  response.writeHead(isHealthCheck ? 200 : 404, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(isHealthCheck ? 'ok\\n' : 'not found\\n');
});

server.listen(Number(process.env.PORT ?? 8080), () => console.log(\`listening on \${server.address().port}\`));

// The first process of a container has no default for this signal.
process.on('SIGTERM', () => {
  server.close();
  server.closeIdleConnections();
});
`;

const GO_SERVER = `package main

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	listener, err := net.Listen("tcp", ":"+port)
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "ok\\n")
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}

	done, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		<-done.Done()
		server.Shutdown(context.Background())
	}()

	log.Printf("listening on %d", listener.Addr().(*net.TCPAddr).Port)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
	<-drained
}
`;

const PYTHON_SERVER = `import os
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        is_health_check = self.path == "/healthz"
        self.send_response(200 if is_health_check else 404)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"ok\\n" if is_health_check else b"not found\\n")


def main():
    server = ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Handler)
    # From a thread of its own, since it waits for the loop below to end.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"listening on {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
`;

/** What the source of a container begins as: files by path. It answers /healthz and stops when it is told to. */
export function containerSource(runtime: ContainerRuntime, name: string): Readonly<Record<string, string>> {
  switch (runtime) {
    case ContainerRuntime.GO:
      return { 'go.mod': `module ${name}\n\ngo 1.26\n`, 'main.go': GO_SERVER };
    case ContainerRuntime.PYTHON:
      return {
        'requirements.txt': '# Each package with one exact version and its hashes, as `pip-compile --generate-hashes` writes them.\n',
        'src/server.py': PYTHON_SERVER,
      };
    case ContainerRuntime.NODE:
      return {
        'package.json': json({ name, version: '0.0.0', private: true, engines: { node: '>=24' } }),
        'package-lock.json': json({
          name, version: '0.0.0', lockfileVersion: 3, requires: true, packages: { '': { name, version: '0.0.0', engines: { node: '>=24' } } },
        }),
        'src/server.js': NODE_SERVER,
      };
  }
}

function json(data: object): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
