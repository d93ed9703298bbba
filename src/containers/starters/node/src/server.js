'use strict';

const http = require('node:http');

const server = http.createServer((request, response) => {
  const isHealthCheck = request.url === '/healthz';
  response.writeHead(isHealthCheck ? 200 : 404, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(isHealthCheck ? 'ok\n' : 'not found\n');
});

server.listen(Number(process.env.PORT ?? 8080), () => console.log(`listening on ${server.address().port}`));

// The first process of a container has no default for this signal.
process.on('SIGTERM', () => {
  server.close();
  server.closeIdleConnections();
});
