"""A mail server that misbehaves by plan. Python's standard library only.

  flaky_peer.py [--certificate FILE --key FILE] [--login USER:PASSWORD] FOLDER [BEHAVIOUR...]

Each mail transaction takes the next behaviour; after the last one mails are accepted. It prints its port,
then serves until its input ends. FOLDER gets NUMBER.eml (the bytes of a mail that was taken whole, dots
unstuffed), NUMBER.to (its recipient) and `log`, a line an event: connect, hello NAME, login USER, taken
NUMBER, answered NUMBER, and each behaviour.

Behaviours: accept, rcpt:ANSWER, sender:ANSWER, data:ANSWER, dot:ANSWER (the answer instead of yes), greet:
ANSWER (instead of the greeting), mute (says nothing at all), cut (closes inside the body), silent (takes the mail and closes without an
answer), wait (takes the mail and never answers), login-before-tls (offers AUTH only in the open),
no-goodbye (never answers QUIT), hang-up (closes after its yes to a mail).
"""
import argparse, base64, os, socket, ssl, sys, threading

parser = argparse.ArgumentParser()
parser.add_argument('folder')
parser.add_argument('--certificate')
parser.add_argument('--key')
parser.add_argument('--login')
parser.add_argument('behaviours', nargs='*')
options = parser.parse_args()

lock = threading.Lock()
plan = list(options.behaviours)
taken = 0


def log(event):
    with lock, open(os.path.join(options.folder, 'log'), 'a') as file:
        file.write(event + '\n')


def planned(kinds):
    """The next behaviour if it is one of some kinds, with its answer; else nothing."""
    with lock:
        if plan and plan[0].split(':')[0] in kinds:
            name = plan.pop(0)
        else:
            return None, None
    log(name)
    kind, _, answer = name.partition(':')
    return kind, answer


class Cut(Exception):
    pass


class Conversation:
    def __init__(self, connection):
        self.connection, self.rest = connection, b''
        self.is_protected = False

    def say(self, text):
        self.connection.sendall(text.encode() + b'\r\n')

    def hear(self):
        while b'\r\n' not in self.rest:
            more = self.connection.recv(65536)
            if not more:
                raise Cut()
            self.rest += more
        line, self.rest = self.rest.split(b'\r\n', 1)
        return line.decode()

    def hang(self):
        while self.connection.recv(65536):
            pass
        raise Cut()

    def run(self):
        log('connect')
        if planned(['mute'])[0]:
            self.hang()
        kind, answer = planned(['greet'])
        if kind:
            return self.say(answer)
        self.say('220 flaky.example ready')
        while True:
            line = self.hear()
            word = line.split(' ')[0].split(':')[0].upper()
            if word == 'QUIT':
                if planned(['no-goodbye'])[0]:
                    self.hang()
                return self.say('221 bye')
            elif word in ('EHLO', 'HELO'):
                log('hello ' + line[5:])
                self.hello()
            elif word == 'STARTTLS' and options.certificate:
                self.protect()
            elif word == 'AUTH':
                self.login(line)
            elif word == 'MAIL':
                if not self.sender():
                    continue
            elif word == 'RCPT':
                self.recipient(line)
            elif word == 'DATA':
                self.data()
            else:
                self.say('250 ok' if word in ('NOOP', 'RSET') else '502 what')

    def hello(self):
        lines = ['flaky.example', 'SIZE 20000000']
        if options.certificate and not self.is_protected:
            lines.append('STARTTLS')
        only_before = bool(plan) and plan[0] == 'login-before-tls'
        if options.login and self.is_protected != only_before:
            lines.append('AUTH PLAIN LOGIN XOAUTH2')
        for number, text in enumerate(lines):
            self.say('250%s%s' % ('-' if number + 1 < len(lines) else ' ', text))

    def protect(self):
        self.say('220 go')
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.is_protected, self.rest = True, b''

    def login(self, line):
        log('login ' + line.split(' ')[1])
        words = line.split(' ')
        if words[1].upper() == 'LOGIN':
            self.say('334 VXNlcm5hbWU6')
            user = base64.b64decode(self.hear()).decode()
            self.say('334 UGFzc3dvcmQ6')
            given = user + ':' + base64.b64decode(self.hear()).decode()
        else:
            if len(words) < 3:
                self.say('334 ')
                words.append(self.hear())
            text = base64.b64decode(words[2]).decode()
            if words[1].upper() == 'XOAUTH2':
                fields = dict(part.split('=', 1) for part in text.split('\x01') if part)
                given = fields['user'] + ':' + fields['auth'].removeprefix('Bearer ')
            else:
                given = ':'.join(text.split('\0')[1:])
        self.say('235 2.7.0 welcome' if given == options.login else '535 5.7.8 wrong')

    def sender(self):
        kind, answer = planned(['sender'])
        self.say(answer or '250 2.1.0 ok')
        if kind and answer.startswith('421'):
            raise Cut()
        return kind is None

    def recipient(self, line):
        kind, answer = planned(['rcpt'])
        self.to = line[line.index('<') + 1:line.index('>')]
        self.say(answer or '250 2.1.5 ok')

    def data(self):
        global taken
        kind, answer = planned(['data'])
        if kind:
            self.say(answer)
            if answer.startswith('421'):
                raise Cut()
            return
        self.say('354 go')
        kind, answer = planned(['cut', 'dot', 'silent', 'wait', 'accept'])
        if kind == 'cut':
            self.connection.recv(100)
            raise Cut()
        body = []
        while True:
            while b'\r\n' not in self.rest:
                more = self.connection.recv(65536)
                if not more:
                    raise Cut()
                self.rest += more
            line, self.rest = self.rest.split(b'\r\n', 1)
            if line == b'.':
                break
            body.append(line[1:] if line.startswith(b'.') else line)
        if kind == 'dot':
            return self.say(answer)
        with lock:
            taken += 1
            number = taken
        with open(os.path.join(options.folder, '%d.eml' % number), 'wb') as file:
            file.write(b''.join(line + b'\r\n' for line in body))
        with open(os.path.join(options.folder, '%d.to' % number), 'w') as file:
            file.write(self.to)
        log('taken %d' % number)
        if kind == 'silent':
            raise Cut()
        if kind == 'wait':
            self.hang()
        self.say('250 2.0.0 queued as %d' % number)
        log('answered %d' % number)
        if planned(['hang-up'])[0]:
            raise Cut()


def serve(connection):
    try:
        Conversation(connection).run()
    except (Cut, OSError):
        pass
    finally:
        connection.close()


listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1], flush=True)


def accept():
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


threading.Thread(target=accept, daemon=True).start()
sys.stdin.read()
