fn main(){
    match casebook::seed::build(std::path::Path::new("seeds")) {
        Ok(b)=>{ let t=casebook::bundle::write(&b); let again=casebook::bundle::parse(t.as_bytes(),"x").unwrap(); assert_eq!(b,again); println!("{}",t) },
        Err(e)=>eprintln!("{e}"),
    }
}
