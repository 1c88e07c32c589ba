// Lets Node run files called *.t as modules, and find packages where make has installed them.
import { register } from 'node:module';

register('./loader_hooks.mjs', import.meta.url);
