import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** A proxy that tunnels every CONNECT to one address, whatever host was asked for. */
export const startProxy = async (target: string) => {
  const asked: string[] = [];
  const [host, port] = target.split(':');
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on('connect', (request, client, head) => {
    asked.push(request.url ?? '');
    const onward = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    client.on('error', () => onward.destroy());
    onward.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: asked as readonly string[],
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};
