// What has to happen however a program ends.
const cleanups = [];

// Called at the exit, the last first; must not wait.
export function atExit(cleanup) {
    cleanups.push(cleanup);
}

process.on('exit', () => {
    for (const cleanup of cleanups.reverse()) {
        try {
            cleanup();
        } catch (error) {
            console.error(error);
        }
    }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
