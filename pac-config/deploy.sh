#!/usr/bin/env bash
# Imports the packed solution into the environment selected with `pac auth`.
set -euo pipefail
cd "$(dirname "$0")/.."
settings=pac-config/settings/${1:?Name the environment: development, test or production}.json
[ -s "$settings" ] || { echo "$settings does not exist. Name one of: $(ls pac-config/settings)" >&2; exit 1; }
zip=artifacts/Pax8Dataverse_managed.zip
[ -s "$zip" ] || { echo "$zip does not exist. Run pac-config/pack.sh first." >&2; exit 1; }
pac solution import --path "$zip" --settings-file "$settings" --async --activate-plugins --max-async-wait-time 60
