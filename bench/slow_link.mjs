// A slow link in front of a server of this machine. It stands before the browser, and not within
// it, so that workers' requests are slow and counted too.
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const PIECE = 8192;

// Passes on what one side sends, as fast as the line allows; `latency` is of one way.
function passOn(from, to, line, latency, count) {
    let sent = sleep(0);
    from.on('data', (bytes) => {
        for (let at = 0; at < bytes.length; at += PIECE) {
            const piece = bytes.subarray(at, at + PIECE);
            line.free = Math.max(line.free, performance.now()) + (piece.length / line.rate) * 1000;
            const arrival = line.free + latency;
            sent = sent.then(() => sleep(Math.max(0, arrival - performance.now()))).then(() => to.write(piece));
        }
        count(bytes.length);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => sent.then(() => to.end()));
}

// `rate` in bytes a second, each way; `latency` in milliseconds, there and back, which a new
// connection also costs once. bytes() is what has come from the server.
export async function openLink(port, { rate, latency }) {
    const up = { rate, free: 0 };
    const down = { rate, free: 0 };
    const sockets = new Set();
    let received = 0;
    const server = createServer(async (client) => {
        const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
        for (const socket of [client, upstream]) sockets.add(socket.on('close', () => sockets.delete(socket)));
        client.setNoDelay(true);
        client.pause();
        client.on('error', () => upstream.destroy());
        await sleep(latency);
        passOn(client, upstream, up, latency / 2, () => {});
        passOn(upstream, client, down, latency / 2, (length) => (received += length));
        client.resume();
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${server.address().port}`,
        bytes: () => received,
        stop: () => {
            for (const socket of sockets) socket.destroy();
            server.close();
        },
    };
}
