#!/usr/bin/env node
// npm links a bin only if its file is there when it installs, which is before anything is built.
import '../dist/process/main.js';
