// libcurl's variadic functions, one wrapper for each kind of value, and constants that versions name
// differently.
#pragma once
#include <curl/curl.h>
#include <sys/socket.h>

typedef size_t (*sw_data_function)(char *, size_t, size_t, void *);
typedef int (*sw_debug_function)(CURL *, curl_infotype, char *, size_t, void *);
typedef int (*sw_progress_function)(void *, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

static inline CURLcode sw_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sw_set_size(CURL *handle, curl_off_t value) {
    return curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, value);
}

static inline CURLcode sw_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sw_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sw_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sw_set_data_function(CURL *handle, CURLoption option, sw_data_function value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sw_set_debug_function(CURL *handle, sw_debug_function value) {
    return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, value);
}

static inline CURLcode sw_set_progress_function(CURL *handle, sw_progress_function value) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}

// The list as a text came with 7.85, which deprecates the number; Ubuntu 22.04 has 7.81.
static inline CURLcode sw_allow_only_smtp(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
#else
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_SMTP | CURLPROTO_SMTPS));
#endif
}

// The socket of the connection that the last transfer left open; CURL_SOCKET_BAD when there is none.
static inline curl_socket_t sw_open_socket(CURL *handle) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket);
    return socket;
}

// Nothing more is heard from that connection: whoever waits for an answer sees its end at once.
static inline void sw_stop_hearing(CURL *handle) {
    curl_socket_t socket = sw_open_socket(handle);
    if (socket != CURL_SOCKET_BAD) shutdown(socket, SHUT_RD);
}
