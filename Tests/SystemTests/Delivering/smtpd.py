"""A mail server as aiosmtpd makes one.

  smtpd.py [--tls starttls|implicit] [--certificate FILE --key FILE] [--login USER:PASSWORD] FOLDER

Prints its port, then serves until its input ends. FOLDER gets NUMBER.eml with the bytes of each mail, and
NUMBER.to with its recipient.
"""
import argparse, asyncio, os, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument('folder')
parser.add_argument('--tls', choices=['starttls', 'implicit'])
parser.add_argument('--certificate')
parser.add_argument('--key')
parser.add_argument('--login')
options = parser.parse_args()


class Handler:
    count = 0

    async def handle_DATA(self, server, session, envelope):
        Handler.count += 1
        path = os.path.join(options.folder, str(Handler.count))
        with open(path + '.eml', 'wb') as file:
            file.write(envelope.original_content)
        with open(path + '.to', 'w') as file:
            file.write(' '.join(envelope.rcpt_tos))
        return '250 2.0.0 queued as %d' % Handler.count


def authenticate(server, session, envelope, mechanism, data):
    given = '%s:%s' % (data.login.decode(), data.password.decode())
    if given == options.login:
        return AuthResult(success=True)
    # handled=False: with the default the server never answers a wrong password.
    return AuthResult(success=False, handled=False)


context = None
if options.certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate, options.key)


def protocol():
    return SMTP(
        Handler(),
        hostname='smtpd.example',
        tls_context=context if options.tls == 'starttls' else None,
        require_starttls=options.tls == 'starttls',
        authenticator=authenticate if options.login else None,
        auth_required=bool(options.login),
        # With TLS from the first byte aiosmtpd does not know that there is any.
        auth_require_tls=options.tls == 'starttls',
    )


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        protocol, '127.0.0.1', 0, ssl=context if options.tls == 'implicit' else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
