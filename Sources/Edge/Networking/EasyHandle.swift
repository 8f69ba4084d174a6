import CCurl

/// A setting that libcurl refuses.
struct SettingError: Error {
    /// libcurl's code.
    let code: CURLcode
}

/// One of libcurl's handles: a connection with its settings, and the transfer that is under way.
///
/// It belongs to whoever made it and is used by one thread at a time.
final class EasyHandle {
    /// libcurl's own preparation, done once a process.
    private static let preparation = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

    private let raw: UnsafeMutableRawPointer
    private let message = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    init() throws(SettingError) {
        guard Self.preparation == CURLE_OK, let raw = curl_easy_init() else {
            message.deallocate()
            throw SettingError(code: CURLE_FAILED_INIT)
        }
        self.raw = raw
        message.pointee = 0
        try check(sw_set_pointer(raw, CURLOPT_ERRORBUFFER, message))
    }

    deinit {
        // libcurl says QUIT to a connection that still stands and waits minutes for the answer, where
        // no setting and no callback of ours reaches it; so there is none to wait for.
        sw_stop_hearing(raw)
        curl_easy_cleanup(raw)
        for list in lists { curl_slist_free_all(list) }
        message.deallocate()
    }

    private func check(_ code: CURLcode) throws(SettingError) {
        guard code == CURLE_OK else { throw SettingError(code: code) }
    }

    // MARK: Settings

    func set(_ option: CURLoption, _ value: Int) throws(SettingError) {
        try check(sw_set_number(raw, option, value))
    }

    func set(_ option: CURLoption, _ isOn: Bool) throws(SettingError) {
        try set(option, isOn ? 1 : 0)
    }

    /// The text is copied; `nil` is libcurl's default or nothing at all.
    func set(_ option: CURLoption, _ text: String?) throws(SettingError) {
        try check(sw_set_text(raw, option, text))
    }

    /// The list lives as long as the handle, or until `dropLists`.
    func set(_ option: CURLoption, list items: [String]) throws(SettingError) {
        var list: UnsafeMutablePointer<curl_slist>?
        for item in items {
            guard let longer = curl_slist_append(list, item) else {
                curl_slist_free_all(list)
                throw SettingError(code: CURLE_OUT_OF_MEMORY)
            }
            list = longer
        }
        if let list { lists.append(list) }
        try check(sw_set_list(raw, option, list))
    }

    /// How many bytes will be sent.
    func setSize(_ count: Int) throws(SettingError) {
        try check(sw_set_size(raw, curl_off_t(count)))
    }

    /// Only mail goes through this handle, whatever an address says.
    func allowOnlySMTP() throws(SettingError) { try check(sw_allow_only_smtp(raw)) }

    // MARK: Transfers

    /// Tells a transfer what happens on the connection, and takes its bytes.
    ///
    /// It is borrowed until the next call; whoever calls keeps it alive while `perform` runs.
    func connect(to transfer: Transfer) throws(SettingError) {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        for option in [
            CURLOPT_READDATA, CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_DEBUGDATA,
            CURLOPT_XFERINFODATA,
        ] {
            try check(sw_set_pointer(raw, option, context))
        }
        try check(sw_set_data_function(raw, CURLOPT_READFUNCTION, Transfer.readBytes))
        try check(sw_set_data_function(raw, CURLOPT_HEADERFUNCTION, Transfer.takeHeader))
        try check(sw_set_data_function(raw, CURLOPT_WRITEFUNCTION, Transfer.dropBytes))
        try check(sw_set_debug_function(raw, Transfer.listen))
        try check(sw_set_progress_function(raw, Transfer.askToGoOn))
        try set(CURLOPT_VERBOSE, true)
        try set(CURLOPT_NOPROGRESS, false)
    }

    /// Runs the transfer that the settings describe, to its end.
    func perform() -> CURLcode {
        message.pointee = 0
        let code = curl_easy_perform(raw)
        for list in lists { curl_slist_free_all(list) }
        lists = []
        return code
    }

    /// What went wrong in the last transfer, in libcurl's words.
    func message(for code: CURLcode) -> String {
        let text =
            message.pointee == 0
            ? String(cString: curl_easy_strerror(code))
            : String(
                cString: message
            )
        return plainText(text.utf8)
    }

    /// Whether the last transfer left its connection open for the next.
    var isConnected: Bool { sw_open_socket(raw) != CURL_SOCKET_BAD }
}
