#!/bin/sh
# Start SeaweedFS with two identities from the environment: a writer, and a reader that only reads.
set -eu

fail() {
    echo "s3.sh: $*" >&2
    exit 78
}

for key in "${S3_ACCESS_KEY:?}" "${S3_SECRET_KEY:?}" \
    "${S3_READER_ACCESS_KEY:?}" "${S3_READER_SECRET_KEY:?}"; do
    case $key in
    *[!A-Za-z0-9/+=._-]*) fail "keys are letters, digits and / + = . _ -" ;;
    esac
done

# In memory, and readable by this user alone: arguments would show in the process list.
umask 077
identities=${IDENTITIES:-/tmp/identities.json}
cat >"$identities" <<END
{"identities": [
  {"name": "b9",
   "credentials": [{"accessKey": "$S3_ACCESS_KEY", "secretKey": "$S3_SECRET_KEY"}],
   "actions": ["Admin", "Read", "Write", "List", "Tagging"]},
  {"name": "b9-reader",
   "credentials": [{"accessKey": "$S3_READER_ACCESS_KEY", "secretKey": "$S3_READER_SECRET_KEY"}],
   "actions": ["Read", "List"]}
]}
END

# Its parts talk to each other on loopback; it makes this bucket, and no other by itself. Arguments
# of this script come last, and so win.
exec weed -logtostderr mini \
    -dir=/data -ip=127.0.0.1 -ip.bind=0.0.0.0 \
    -admin.ui=false -webdav=false -master.telemetry=false \
    -s3.port=8333 -s3.port.iceberg=0 -s3.port.lance=0 \
    -s3.config="$identities" -s3.autoCreateBucket=false -bucket="${S3_BUCKET:?}" \
    "$@"
