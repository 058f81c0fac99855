"""Names that MicroPython itself has on every RP2040: using them takes no memory.

They are the names of its modules, types, functions, arguments and constants as built for
the Pico, as seen in version 1.26. A name that another version lacks works as well: it only
takes the few bytes then that a made-up one always takes. Left out: names of pins, long
ones, and those that begin with an underscore.
"""

# These have the same number in every version, and a .mpy file stores just that.
FIXED = """
    EOFError Ellipsis Exception ImportError IndexError KeyError LookupError MemoryError
    NameError NoneType OSError RuntimeError SyntaxError SystemExit TypeError ValueError abs
    all any append args bool builtins bytearray bytecode bytes callable chr classmethod
    clear close const copy count dict dir divmod end endswith eval exec extend find format
    from_bytes get getattr globals hasattr hash id index insert int isalpha isdigit
    isinstance islower isspace issubclass isupper items iter join key keys len list little
    locals lower lstrip main map micropython next object open ord pop popitem pow print
    range read readinto readline remove replace repr reverse rfind rindex round rsplit
    rstrip self send sep set setattr setdefault sort sorted split start startswith
    staticmethod step stop str strip sum super throw to_bytes tuple type update upper value
    values write zip
"""
# These are stored as text and found in the ROM when a module is loaded.
ROM = """
    ADC ALT ALT_GPCK ALT_I2C ALT_PIO0 ALT_PIO1 ALT_PWM ALT_SIO ALT_SPI ALT_UART ALT_USB
    ARRAY AUTO BF_LEN BF_POS BIG_ENDIAN BUILTIN_CDC BUILTIN_NONE BytesIO CORE_TEMP CTS DHT11
    DHT22 DHTBase DMA DS18X20 DeflateIO EACCES EADDRINUSE EAGAIN EALREADY EBADF ECONNABORTED
    ECONNREFUSED ECONNRESET EEXIST EHOSTUNREACH EINPROGRESS EINVAL EIO EISDIR ENOBUFS ENODEV
    ENOENT ENOMEM ENOTCONN EOPNOTSUPP EPERM ETIMEDOUT Event FLOAT32 FLOAT64 FileIO Flash
    FrameBuffer GP0 GP1 GP10 GP11 GP12 GP13 GP14 GP15 GP16 GP17 GP18 GP19 GP2 GP20 GP21 GP22
    GP25 GP26 GP27 GP28 GP3 GP4 GP5 GP6 GP7 GP8 GP9 GPCK GS2_HMSB GS4_HMSB GS8 GZIP H I2C
    I2CTarget I2S IN INT INT16 INT32 INT64 INT8 INV_RX INV_TX IN_HIGH IN_LOW IOBase IOQueue
    IRQ_BREAK IRQ_END_READ IRQ_END_WRITE IRQ_FALLING IRQ_READ_REQ IRQ_RISING IRQ_RXIDLE
    IRQ_SM0 IRQ_SM1 IRQ_SM2 IRQ_SM3 IRQ_TXIDLE IRQ_WRITE_REQ JOIN_NONE JOIN_RX JOIN_TX LED
    LITTLE_ENDIAN LONG LONGLONG LSB Lock LockType Loop MATCH_ROM MONO MONO_HLSB MONO_HMSB
    MONO_VLSB MSB MVLSB NATIVE NeoPixel ONE_SHOT OPEN_DRAIN ORDER OUT OUT_HIGH OUT_LOW
    OneWire OneWireError OrderedDict PERIODIC PIO PIO0 PIO1 POLLERR POLLHUP POLLIN POLLOUT
    PTR PULL_DOWN PULL_UP PWM PWRON_RESET Pin PinAF RAW RGB565 RTC RTS RX RingIO SEARCH_ROM
    SHIFT_LEFT SHIFT_RIGHT SHORT SIO SKIP_ROM SOCK_STREAM SOL_SOCKET SO_REUSEADDR SPI
    SSLContext STEREO Server Signal SoftI2C SoftSPI StateMachine Stream StreamReader
    StreamWriter StringIO TX Task TaskQueue TextIOWrapper TimeoutError Timer UART UINT
    UINT16 UINT32 UINT64 UINT8 ULONG ULONGLONG USB USBDevice USHORT UnicodeError VOID VfsFat
    VfsLfs2 WDT ZLIB a2b_base64 abs_tol accept aclose acos acosh acquire active add
    add_program addr addressof addrsize aes ahb_err align allocate_lock alt and_ appendleft
    arg argv array asin asinh asm_pio asm_thumb asr asyncio atan atan2 atanh attr autopull
    autopush aw awrite awritestr b b2a_base64 backlog baudrate bdev bin binascii bind bits
    bitstream bl blit block board bootloader bound_method bpp bswap buf buffer buffering
    busy bx bytearray_at byteorder bytes_at calcsize callback cancel cb ceil center chain_to
    channel chdir choice closure clz cmath cmp code collect collections compile complex cond
    config connect context convert_temp copysign core coro cos cosh cpsid cpsie cpu crc32
    crc8 create_task cryptolib ctrl cts cur_task current_task data datetime dec decode
    decrypt deepsleep default deflate degrees deinit delattr delay delay_max deleter deque
    desc_cfg desc_dev desc_strs dest dht_readinto dict_view diff difference digest disable
    disable_irq discard doc done drain dt dump dumps dupterm duty_ns duty_u16 e ellipse
    enable enable_irq encode encoding encrypt enumerate ep_max er erf erfc errno errorcode
    esp event exc exc_type exception execfile exit exp expm1 f fabs factorial feed fifo_join
    file fill fill_rect filter firstbit flags float floor flow flush fmod framebuf freq
    frexp fromhex fromkeys frozenset fs funcs function future gamma gather gc generator
    get_ident getaddrinfo getcwd getrandbits getter getvalue gmtime gpio group groups
    handler hard hashlib heap_lock heap_unlock heapify heappop heappush heapq help hex
    hexlify high high_pri hline host humidity i ibuf idle idx ifempty iffull ilistdir imag
    in_ in_base in_shiftdir inc_read inc_write indices inf init input instr intersection
    invert io ioctl ipoll irq irq_quiet is_set isclose isdisjoint isenabled isfinite isinf
    isnan isr issubset issuperset iterable iterator itf_max jmp jmp_pin json kbd_intr
    keepends l_rom label labels ldexp ldr ldrb ldrex ldrh lgamma libc_ver lightsleep line
    listdir listen load loads localtime lock locked log log10 log2 lookahead loop low lsl
    lsr machine main_task match math max maxsize measure mem mem16 mem32 mem8 mem_addrsize
    mem_alloc mem_free mem_info memaddr memoryview message min miso mkdir mkfs mktime mod
    mode modf modify module modules mosi mount mov movt movw movwt mrs mtime n name
    namedtuple nan native newline noblock nodename nop not_osre not_x not_y null num_instr
    num_sideset oct off on onewire open_itf_cb opt_level os osr out out_base out_buf
    out_init out_shiftdir ow pack pack_ctrl pack_into parity partition pass_ path pc peek
    peername pend_throw period ph_key phase pi pin pindirs pins pixel platform polar
    polarity poll poller poly popleft port prog progsize property ps1 ps2 ptr ptr16 ptr32
    ptr8 pull pull_thresh push push_thresh put pyb pyboard qstr_info queue_read queue_write
    r radians randint random randrange rate rb rbit re read_err read_scratch read_temp
    read_u16 readbit readblocks readbyte readexactly readfrom readfrom_into readfrom_mem
    readlines readonly readsize real rect register registers rel rel_tol release
    remote_wakeup rename req required reset reset_cause reset_cb restart reversed ring_sel
    ring_size rmdir rom rp2 rpartition rts run run_forever runq_len rx rx_fifo rxbuf s scan
    schedule sck scl scroll sd sda sdiv search seed seek select select_rom sendbreak
    separators server_side set_base set_init setblocking setsockopt setter sgen sha1 sha256
    shift side side_pindir sideset_base sideset_count sideset_init sideset_opt sin single
    sinh size sizeof sleep sleep_ms sleep_us slice sniff_en socket soft_reset span
    splitlines sqrt src ssl stack_size stack_use stall start_pass start_server stat state
    state_machine status statvfs stderr stdin stdout str_max strb stream stream_awrite strex
    strh struct sub submit_xfer sync sys sysname sz t tan tanh task tau tb tell temperature
    text threshold tick_hz ticks ticks_add ticks_cpu ticks_diff ticks_ms ticks_us time
    time_ns time_pulse_us timeout timeout_char timing toggle treq_sel trigger trunc tx
    tx_fifo txbuf txdone uctypes udiv uint umount uname unhexlify uniform union unique_id
    unlink unpack unpack_ctrl unpack_from unregister unsafe urandom usys v value2 vcmp
    version version_info vfs viper vldr vline vmov vmrs vneg vsqrt vstr wait wait_closed
    wait_for wait_for_ms wait_io_event waiter waiting waitq_len wfi word wrap wrap_socket
    wrap_target wrap_used write_err write_scratch writebit writeblocks writebyte writeto
    writeto_mem writevto ws x x_dec x_not_y xfer_cb y y_dec
"""
