from ubuntu:14.04
maintainer Somebody <somebody@example.com>
env DEBIAN_FRONTEND noninteractive
env HOME /root
label version 1.0
run apt-get update
run apt-get install -y openssh-server
run echo 'root:secret' | chpasswd
add . /app
workdir app
onbuild add . /app/src
onbuild run cd /app && make
expose 22
volume /var/log /data
cmd /usr/sbin/sshd -D
cmd ["/usr/sbin/sshd", "-D", "-e"]
