#!/bin/sh
# Chromium and a Japanese font from the system's packages; to be run as root.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk
