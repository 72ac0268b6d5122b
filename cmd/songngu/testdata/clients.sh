#!/bin/sh
# clients.sh FILE.tmx [SHARED]: try a memory in every real client that is installed
# here, and say so where one is not. The scripts that drive the clients are in SHARED/tools.
set -u
memory=$1
shared=${2:-../shared}
failed=0
if [ ! -d "$shared/tools" ]; then
  echo "there is no $shared/tools here: no client is tried"
  exit 0
fi
try() { # try NAME PROGRAM SCRIPT: run SCRIPT where PROGRAM is there
  if ! command -v "$2" >/dev/null 2>&1; then
    echo "skip $1: $2 is not installed"
    return
  fi
  if out=$("$shared/tools/$3" "$memory" 2>&1); then
    echo "ok   $1"
  else
    echo "FAIL $1"
    echo "$out" | tail -20
    failed=1
  fi
}
try "xmllint, TMX 1.4 DTD" xmllint try-xmllint
try "OmegaT" omegat try-omegat
try "Translate Toolkit" tmserver try-translate-toolkit
try "Perl XML::TMX" perl try-perl-xml-tmx
exit $failed
