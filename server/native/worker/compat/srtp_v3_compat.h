// mediasoup's worker is written for libsrtp 3; Debian has libsrtp 2. This gives it the calls it makes, on top of 2.
#pragma once
#include <srtp2/srtp.h>
#include <arpa/inet.h>
#include <cstdlib>
#include <cstring>
#include <new>

// Error codes that only libsrtp 3 has. They are compared with, never returned.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(100);
constexpr auto srtp_err_status_cryptex_err = static_cast<srtp_err_status_t>(101);

namespace srtp3
{
	// Version 3 hides the policy behind a pointer and keeps the key in it.
	struct Policy
	{
		::srtp_policy_t v2{};
		unsigned char key[SRTP_MAX_KEY_LEN]{};
	};
	using policy_t = Policy*;

	inline srtp_err_status_t policy_create(policy_t* policy)
	{
		*policy = new (std::nothrow) Policy();
		if (!*policy)
		{
			return srtp_err_status_alloc_fail;
		}
		(*policy)->v2.key = (*policy)->key;
		return srtp_err_status_ok;
	}

	inline void policy_destroy(policy_t policy)
	{
		delete policy;
	}

	inline srtp_err_status_t policy_set_ssrc(policy_t policy, srtp_ssrc_t ssrc)
	{
		policy->v2.ssrc = ssrc;
		return srtp_err_status_ok;
	}

	inline srtp_err_status_t policy_set_profile(policy_t policy, srtp_profile_t profile)
	{
		const auto status = srtp_crypto_policy_set_from_profile_for_rtp(&policy->v2.rtp, profile);
		return status ? status : srtp_crypto_policy_set_from_profile_for_rtcp(&policy->v2.rtcp, profile);
	}

	inline srtp_err_status_t policy_add_key(
	  policy_t policy, const uint8_t* key, size_t keyLen, const uint8_t* salt, size_t saltLen, const uint8_t*, size_t)
	{
		if (keyLen + saltLen > sizeof(policy->key))
		{
			return srtp_err_status_bad_param;
		}
		std::memcpy(policy->key, key, keyLen);
		std::memcpy(policy->key + keyLen, salt, saltLen);
		return srtp_err_status_ok;
	}

	inline srtp_err_status_t policy_set_allow_repeat_tx(policy_t policy, bool allow)
	{
		policy->v2.allow_repeat_tx = allow;
		return srtp_err_status_ok;
	}

	inline srtp_err_status_t policy_set_window_size(policy_t policy, size_t size)
	{
		policy->v2.window_size = size;
		return srtp_err_status_ok;
	}

	inline srtp_err_status_t create(srtp_t* session, policy_t policy)
	{
		return ::srtp_create(session, &policy->v2);
	}

	// Version 2 works in place, version 3 from one buffer to another.
	template<typename Call>
	inline srtp_err_status_t inPlace(
	  Call call, srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
	{
		if (out != in)
		{
			std::memcpy(out, in, inLen);
		}
		int len = static_cast<int>(inLen);
		const auto status = call(session, out, &len);
		*outLen = static_cast<size_t>(len);
		return status;
	}

	inline srtp_err_status_t protect(srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t)
	{
		return inPlace(::srtp_protect, session, in, inLen, out, outLen);
	}

	inline srtp_err_status_t protect_rtcp(
	  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t)
	{
		return inPlace(::srtp_protect_rtcp, session, in, inLen, out, outLen);
	}

	inline srtp_err_status_t unprotect(srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
	{
		return inPlace(::srtp_unprotect, session, in, inLen, out, outLen);
	}

	inline srtp_err_status_t unprotect_rtcp(srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
	{
		return inPlace(::srtp_unprotect_rtcp, session, in, inLen, out, outLen);
	}

	inline srtp_err_status_t stream_remove(srtp_t session, uint32_t ssrc)
	{
		return ::srtp_remove_stream(session, htonl(ssrc));
	}
} // namespace srtp3

#define srtp_policy_t srtp3::policy_t
#define srtp_policy_create srtp3::policy_create
#define srtp_policy_destroy srtp3::policy_destroy
#define srtp_policy_set_ssrc srtp3::policy_set_ssrc
#define srtp_policy_set_profile srtp3::policy_set_profile
#define srtp_policy_add_key srtp3::policy_add_key
#define srtp_policy_set_allow_repeat_tx srtp3::policy_set_allow_repeat_tx
#define srtp_policy_set_window_size srtp3::policy_set_window_size
#define srtp_create srtp3::create
#define srtp_protect srtp3::protect
#define srtp_protect_rtcp srtp3::protect_rtcp
#define srtp_unprotect srtp3::unprotect
#define srtp_unprotect_rtcp srtp3::unprotect_rtcp
#define srtp_stream_remove srtp3::stream_remove
