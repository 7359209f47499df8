-- Passwords of the roles that the migrations made; run after them at every start, safe to repeat.
\getenv gateway PASSWORD_B9_GATEWAY
\getenv persister PASSWORD_B9_PERSISTER
\getenv reader PASSWORD_B9_READER
BEGIN;
ALTER ROLE b9_gateway PASSWORD :'gateway';
ALTER ROLE b9_persister PASSWORD :'persister';
ALTER ROLE b9_reader PASSWORD :'reader';
COMMIT;
