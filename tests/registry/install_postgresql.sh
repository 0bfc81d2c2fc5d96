#!/bin/sh
# The system's PostgreSQL for the tests of a server that is not kofu's own. Needs root and Debian.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends postgresql
