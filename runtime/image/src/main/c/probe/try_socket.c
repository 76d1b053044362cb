/* Socket families and protocols: the kernel code most often broken from inside a container. */
#define _GNU_SOURCE
#include "probe.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

static long open_socket(const struct attempt *a, struct finding *f) {
    (void)f;
    return answer(socket((int)a->arg[0], (int)a->arg[1], (int)a->arg[2]));
}

static long open_pair(const struct attempt *a, struct finding *f) {
    int pair[2];
    (void)f;
    return answer(socketpair((int)a->arg[0], (int)a->arg[1], (int)a->arg[2], pair));
}

#define LPE "kernel-lpe socket-family"
/* A wrong type or protocol is told only by a family that was reached. */
#define SOCKET(id, title, refs, family, type, protocol) \
    { \
        id, title, refs, .run = open_socket, .arg = {family, type, protocol}, .reached = {EINVAL} \
    }

static const struct attempt attempts[] = {
    SOCKET("socket-packet-raw", "open a raw packet socket",
           "CVE-2020-14386 CVE-2017-7308 CVE-2020-13401 net-spoof", 17, SOCK_RAW, 0x0300),
    SOCKET("socket-packet", "open a packet socket", "CVE-2020-14386 net-spoof", 17, SOCK_DGRAM,
           0x0300),
    SOCKET("socket-raw-icmp", "open a raw ICMP socket", "CVE-2020-13401 net-spoof", 2, SOCK_RAW,
           1),
    SOCKET("socket-raw-tcp", "open a raw TCP socket", "net-spoof", 2, SOCK_RAW, 6),
    SOCKET("socket-raw-ip", "open a raw IP socket", "net-spoof", 2, SOCK_RAW, 255),
    SOCKET("socket-raw-icmp6", "open a raw ICMPv6 socket", "CVE-2020-13401 net-spoof", 10,
           SOCK_RAW, 58),
    SOCKET("socket-alg", "open the kernel's crypto socket", "CVE-2026-31431 page-cache", 38,
           SOCK_SEQPACKET, 0),
    SOCKET("socket-vsock", "open a socket to the hypervisor", "escape socket-family", 40,
           SOCK_STREAM, 0),
    SOCKET("socket-key", "open a PF_KEY socket", "CVE-2026-43284 " LPE, 15, SOCK_RAW, 2),
    SOCKET("socket-rxrpc", "open an RxRPC socket", "CVE-2026-43500 CVE-2026-31635 " LPE, 33,
           SOCK_DGRAM, 2),
    SOCKET("socket-xdp", "open an XDP socket", LPE, 44, SOCK_RAW, 0),
    SOCKET("socket-tipc", "open a TIPC socket", "CVE-2021-43267 " LPE, 30, SOCK_RDM, 0),
    SOCKET("socket-rds", "open an RDS socket", "CVE-2010-3904 " LPE, 21, SOCK_SEQPACKET, 0),
    SOCKET("socket-nfc", "open an NFC socket", LPE, 39, SOCK_RAW, 0),
    SOCKET("socket-kcm", "open a KCM socket", LPE, 41, SOCK_DGRAM, 0),
    SOCKET("socket-bluetooth", "open a Bluetooth socket", "CVE-2020-12351 " LPE, 31, SOCK_RAW, 1),
    SOCKET("socket-can", "open a CAN socket", LPE, 29, SOCK_RAW, 1),
    SOCKET("socket-pppox", "open a PPPoX socket", LPE, 24, SOCK_STREAM, 0),
    SOCKET("socket-llc", "open an LLC socket", LPE, 26, SOCK_DGRAM, 0),
    SOCKET("socket-smc", "open an SMC socket", LPE, 43, SOCK_STREAM, 0),
    SOCKET("socket-qipcrtr", "open a Qualcomm router socket", LPE, 42, SOCK_DGRAM, 0),
    SOCKET("socket-phonet", "open a Phonet socket", LPE, 35, SOCK_DGRAM, 0),
    SOCKET("socket-ieee802154", "open an IEEE 802.15.4 socket", LPE, 36, SOCK_DGRAM, 0),
    SOCKET("socket-x25", "open an X.25 socket", LPE, 9, SOCK_SEQPACKET, 0),
    SOCKET("socket-ax25", "open an AX.25 socket", LPE, 3, SOCK_DGRAM, 0),
    SOCKET("socket-appletalk", "open an AppleTalk socket", LPE, 5, SOCK_DGRAM, 0),
    SOCKET("socket-ipx", "open an IPX socket", LPE, 4, SOCK_DGRAM, 0),
    SOCKET("socket-mctp", "open an MCTP socket", LPE, 45, SOCK_DGRAM, 0),
    SOCKET("socket-dccp", "open a DCCP socket", "CVE-2017-6074 " LPE, 2, 6, 33),
    SOCKET("socket-sctp", "open an SCTP socket", LPE, 2, SOCK_SEQPACKET, 132),
    {"socketpair-alg", "open a pair of crypto sockets", "CVE-2026-31431 page-cache",
     .run = open_pair, .arg = {38, SOCK_SEQPACKET, 0}, .reached = {EINVAL, EOPNOTSUPP}},
    SOCKET("netlink-netfilter", "talk to nftables",
           "CVE-2021-22555 CVE-2022-34918 CVE-2023-32233 CVE-2024-1086 kernel-lpe", 16, SOCK_RAW,
           12),
    SOCKET("netlink-xfrm", "talk to IPsec", "CVE-2026-43284 CVE-2026-46300 kernel-lpe", 16,
           SOCK_RAW, 6),
    SOCKET("netlink-audit", "talk to the audit system", "kernel-lpe", 16, SOCK_RAW, 9),
    SOCKET("netlink-uevent", "listen to device events", "proc-sys-exposure", 16, SOCK_RAW, 15),
    SOCKET("netlink-diag", "list sockets", "kernel-lpe", 16, SOCK_RAW, 4),
    SOCKET("netlink-generic", "talk to generic netlink", "kernel-lpe", 16, SOCK_RAW, 16),
    SOCKET("netlink-connector", "listen to process events", "kernel-lpe", 16, SOCK_RAW, 11),
    SOCKET("netlink-crypto", "talk to the crypto configuration", "kernel-lpe", 16, SOCK_RAW, 21),
    SOCKET("netlink-rdma", "talk to RDMA", "kernel-lpe", 16, SOCK_RAW, 20),
    SOCKET("netlink-scsi", "listen to the SCSI transport", "kernel-lpe", 16, SOCK_RAW, 18),
};

const struct topic socket_topic = TOPIC("sockets", attempts);
